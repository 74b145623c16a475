import Accounting
import Foundation
import LedgerStore
import LosslessJSON
import Provider
import Sandbox
import TestSupport
import Testing

@testable import Metering

/// A provider that loses, tears, delays or fails a third of its answers, and its books: over real
/// sockets, with a clock that both sides share.
@Suite struct BooksEndToEndTests {
    static let count = ProcessInfo.processInfo.environment["BURSAR_SOAK"] == "1" ? 1000 : 100

    @Test(.timeLimit(.minutes(10)))
    func everyLostAnswerIsFoundAndEveryPriceIsTheBills() async throws {
        let count = BooksEndToEndTests.count
        let seed = UInt64.random(in: .min ... .max)
        let context: Comment = "seed \(seed)"
        let clock = ManualClock(TestMeter.start)
        var options = SandboxOptions()
        options.seed = seed
        options.faultRate = 30
        options.faultDelay = .milliseconds(1500)
        options.failureRate = 10
        options.usage = .mixed
        options.ids = .mixed
        options.runningTime = .seconds(120)
        options.chargeLag = .seconds(90)
        options.balanceNanos *= 1000
        let sandbox = SandboxProvider(options: options, now: { clock.now })
        try await withServer(of: sandbox) { client in
            let folder = try TemporaryFolder()
            let ledger = try Ledger(path: folder.path("ledger.sqlite"), at: clock.now)
            try await ledger.set(
                Budget(
                    name: "all", scope: .everything, unit: .month, limit: .usd("90000")),
                at: clock.now)
            let meter = Meter(ledger: ledger, clock: WallClock(clock))
            try await submit(count, meter, client)
            #expect(try ledger.submissions(in: .unknown).count * 10 > count, context)
            // Two hours pass, then a day, then what absence needs.
            for hours in [2, 24, 2, 2] {
                clock.advance(by: .seconds(hours * 3600))
                _ = try await meter.sync(over: client, books: client, observe: { _ in })
            }
            let all = try await ledger.submissions(matching: SubmissionFilter())
            #expect(all.count == count, context)
            #expect(all.allSatisfy { [.settled, .voided].contains($0.state) }, context)
            #expect(all.allSatisfy { $0.charge?.isProvisional != true }, context)
            #expect(try await posts(sandbox) == count, context)
            let charged = all.compactMap(\.charge).map(\.usd).reduce(.zero, +)
            #expect(try await billed(client, at: clock.now) == charged, context)
            let holding = try ledger.standings(at: TestMeter.start)[0].holding
            #expect(holding.reserved == .zero && holding.spent == charged, context)
            #expect(try await ledger.verify().problems == [], context)
            // Once more, and nothing changes.
            let head = try ledger.head()
            _ = try await meter.sync(over: client, books: client, observe: { _ in })
            #expect(try ledger.head() == head, context)
        }
    }

    private func submit(_ count: Int, _ meter: Meter, _ client: ProviderClient) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                if number >= 8 { try await group.next() }
                group.addTask {
                    var order = Order(
                        request: VideoRequest(
                            model: MotionControl.defaultModel,
                            imageURL: "https://example.com/\(number).png",
                            videoURL: "https://example.com/dance.mp4", orientation: .image,
                            mode: number % 3 == 0 ? .pro : .std))
                    order.statedMilliseconds = 5000
                    _ = try await meter.submit(
                        order, over: client, timeout: .milliseconds(1000), observe: { _ in })
                }
            }
            try await group.waitForAll()
        }
    }

    private func posts(_ sandbox: SandboxProvider) async throws -> Int {
        let answer = await sandbox.answer(
            to: SandboxRequest(method: "GET", target: "/sandbox/submissions"))
        let list = try JSON(parsing: answer.body)["submissions"]?.array ?? []
        #expect(Set(list.map { $0["client_request_id"]?.string }).count == list.count)
        return list.count
    }

    private func billed(_ client: ProviderClient, at now: Instant) async throws -> USD {
        var sum = USD.zero
        var reader = BookReader(client, clock: WallClock(now: { now }, sleep: { _ in }))
        let end = try await reader.bill(
            from: TestMeter.start, to: now, begin: { sum = .zero }
        ) { line in
            guard line.kind == .modelUsage || line.kind == .refund else { return }
            sum += line.direction == .charge ? line.amount : -line.amount
        }
        #expect(end == .complete)
        return sum
    }

    private func withServer(
        of sandbox: SandboxProvider, _ body: @Sendable (ProviderClient) async throws -> Void
    ) async throws {
        let server = SandboxServer(provider: sandbox, port: 0)
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let serving = Task {
            defer { ready.finish() }
            try await server.run { ready.yield($0) }
        }
        defer { serving.cancel() }
        let port = try #require(await ports.first(where: { _ in true }))
        let endpoint = try ProviderEndpoint(parsing: "http://127.0.0.1:\(port)")
        try await ProviderClient.withClient(endpoint: endpoint, key: APIKey("sandbox")) { client in
            try await body(client)
        }
    }
}
