import Accounting
import Alerting
import Foundation
import LedgerStore
import Synchronization
import TestSupport
import Testing

/// The way from the outbox to the channels.
@Suite(.timeLimit(.minutes(10))) struct DispatcherTests {
    private static let start = Instant("2026-11-21T09:00:00Z")!
    private let folder: TemporaryFolder
    private let ledger: Ledger
    private let transport = FakeAlertTransport()
    private let clock = ManualClock(DispatcherTests.start)

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Ledger(path: folder.path("ledger.sqlite"), at: DispatcherTests.start)
    }

    private var now: Instant { clock.now }

    private func advance(_ seconds: Int) { clock.advance(by: .seconds(seconds)) }

    private func dispatcher(_ names: [String] = ["ops"]) -> Dispatcher {
        Dispatcher(
            ledger: ledger,
            destinations: names.map { name in
                Dispatcher.Destination(
                    Channel(name: name, filter: ChannelFilter(), kind: .command([name])),
                    since: .distantPast)
            }, transport: transport, now: { [clock] in clock.now }, jitter: { 1 })
    }

    /// Raises so many alerts, and returns their ids in order.
    private func raise(_ count: Int) async throws -> [String] {
        let change = BudgetOverride(
            budget: "all", added: USD(nanos: 1), until: .distantFuture, reason: "a test")
        if try ledger.budgets().isEmpty {
            try await ledger.set(
                Budget(
                    name: "all", scope: .everything, unit: .total, limit: .usd(USD(nanos: 10))),
                at: now)
        }
        for _ in 0..<count {
            advance(1)
            try await ledger.override(change, at: now)
        }
        return try ledger.alerts(limit: count).map(\.alert.id).reversed()
    }

    @Test func everyAlertGoesToEveryChannelInOrderAndOnce() async throws {
        let ids = try await raise(5)
        let summary = try await dispatcher(["ops", "boss"]).deliver()
        #expect(summary.delivered == 10 && summary.failures.isEmpty)
        #expect(transport.received.sorted() == (ids + ids).sorted())
        #expect(try await dispatcher(["ops", "boss"]).deliver().delivered == 0)
    }

    @Test func aChannelThatIsDownIsLeftAloneAndTheOthersGoOn() async throws {
        _ = try await raise(5)
        let calls = Mutex(0)
        transport.answers { _ in
            calls.withLock {
                $0 += 1
                return $0 == 1 ? SendOutcome(.later, reason: "HTTP 500") : SendOutcome(.delivered)
            }
        }
        let first = try await dispatcher(["ops"]).deliver()
        #expect(first.delivered == 0 && first.failures.map(\.reason) == ["HTTP 500"])
        #expect(transport.received.count == 1)
        // Its next one is due at once, the one that failed after five seconds.
        #expect(try await dispatcher(["ops"]).deliver().delivered == 4)
        #expect(try await dispatcher(["ops"]).deliver().delivered == 0)
        advance(5)
        #expect(try await dispatcher(["ops"]).deliver().delivered == 1)
    }

    @Test func manyChannelsAreServedAFewAtATime() async throws {
        _ = try await raise(1)
        let names = (1...60).map { "channel \($0)" }
        #expect(try await dispatcher(names).deliver().delivered == 60)
    }

    @Test func retryAfterIsKept() async throws {
        _ = try await raise(1)
        transport.answers { _ in SendOutcome(.later, reason: "HTTP 429", retryAfterSeconds: 600) }
        _ = try await dispatcher().deliver()
        transport.answers { _ in SendOutcome(.delivered) }
        advance(599)
        #expect(try await dispatcher().deliver().delivered == 0)
        advance(1)
        #expect(try await dispatcher().deliver().delivered == 1)
    }

    @Test func afterThreeDaysItHasFailedAndSaysWhy() async throws {
        let id = try await raise(1)[0]
        transport.answers { _ in SendOutcome(.laterOncePutRight, reason: "HTTP 404") }
        var attempts = 0
        for _ in 1...100 {
            guard try ledger.deliveries(of: [id])[id]?.first?.state ?? .pending == .pending else {
                break
            }
            _ = try await dispatcher().deliver()
            attempts += 1
            advance(3600)
        }
        let status = try #require(ledger.deliveries(of: [id])[id]?.first)
        #expect(status.state == .failed)
        #expect(status.error == "not delivered within three days: HTTP 404")
        #expect((72...80).contains(attempts))
        #expect(try ledger.undelivered(at: now).count == 1)
    }

    @Test func whatAReceiverWantsNoMoreIsOver() async throws {
        _ = try await raise(2)
        transport.answers { _ in SendOutcome(.never, reason: "HTTP 410") }
        let summary = try await dispatcher().deliver()
        #expect(summary.failures.count == 2 && summary.failures.allSatisfy { $0.isOver })
        advance(100_000)
        #expect(try await dispatcher().deliver().failures.isEmpty)
    }

    @Test func withinTwoSecondsNoAttemptGetsMore() async throws {
        _ = try await raise(3)
        _ = try await dispatcher().deliver(until: now.advanced(bySeconds: 2))
        #expect(transport.timeouts.allSatisfy { $0 <= .seconds(2) })
        let before = transport.received.count
        _ = try await raise(1)
        _ = try await dispatcher().deliver(until: now)
        #expect(transport.received.count == before)
    }

    /// Processes die after claiming, after sending, or not at all; receivers take it, refuse it, ask
    /// for time or break off. Then every alert has come, under one id, and none again that was noted.
    @Test func whoeverDiesWheneverEveryAlertArrives() async throws {
        let isSoak = ProcessInfo.processInfo.environment["BURSAR_SOAK"] == "1"
        let seed = UInt64.random(in: .min ... .max)
        print("dispatcher: seed \(seed)")
        var random = SplitMix64(seed: seed)
        let ids = await Set(try raise(isSoak ? 10_000 : 300))
        let arrived = Mutex<[String: Int]>([:])
        var noted: [String: Int] = [:]
        let channel = OutboxChannel(name: "ops", since: .distantPast) { _ in true }
        func answer(_ roll: Int) -> SendOutcome {
            switch roll {
            case 0..<6: SendOutcome(.delivered)
            case 6: SendOutcome(.later, reason: "HTTP 500")
            case 7: SendOutcome(.later, reason: "HTTP 429", retryAfterSeconds: 40)
            case 8: SendOutcome(.laterOncePutRight, reason: "HTTP 404")
            default: SendOutcome(.later, reason: "the line was cut")
            }
        }
        // Without an end it would fail below: not every alert would have come.
        for round in 0..<(ids.count * 100) {
            let claim = "process \(round)"
            let delivery = try await ledger.claimDelivery(
                for: channel, at: now, until: now.advanced(bySeconds: 60), claim: claim)
            advance(Int.random(in: 0...3, using: &random))
            guard let delivery else {
                if try ledger.undelivered(at: now).isEmpty { break }
                // What is left waits for its next attempt, or for the end of a claim.
                advance(30)
                continue
            }
            if Int.random(in: 0..<10, using: &random) == 0 { continue }  // Dies before sending.
            let sent = answer(Int.random(in: 0..<10, using: &random))
            // A line that is cut may be cut after the message has arrived.
            if sent.verdict == .delivered || sent.reason.contains("cut") {
                arrived.withLock { $0[delivery.alert.id, default: 0] += 1 }
            }
            if Int.random(in: 0..<10, using: &random) == 0 { continue }  // Dies before noting.
            guard sent.verdict == .delivered else {
                let next = DeliverySchedule.next(
                    afterAttempt: delivery.attempt, at: now, raisedAt: now,
                    jitter: Double.random(in: 0...1, using: &random),
                    retryAfter: sent.retryAfterSeconds)
                try await ledger.end(
                    delivery, .later(try #require(next), reason: sent.reason), at: now)
                continue
            }
            try await ledger.end(delivery, .delivered, at: now)
            noted[delivery.alert.id, default: 0] += 1
        }
        let counts = arrived.withLock { $0 }
        #expect(Set(counts.keys) == ids)
        #expect(Set(noted.keys) == ids && noted.values.allSatisfy { $0 == 1 })
        #expect(counts.values.max()! > 1, "nobody died after sending: the test shows nothing")
        #expect(try await ledger.verify().isInOrder)
    }
}
