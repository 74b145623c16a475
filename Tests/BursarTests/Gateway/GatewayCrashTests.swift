import Foundation
import LosslessJSON
import TestSupport
import Testing

/// A gateway that is killed under load, again and again, by clients that ask until they have an answer.
@Suite(.runsPrograms(within: .seconds(1800)), .timeLimit(.minutes(40)))
struct GatewayCrashTests {
    private static let kills = ProcessInfo.processInfo.environment["BURSAR_SOAK"] == "1" ? 500 : 16
    private static let clients = 12

    @Test func noOrderIsSentTwiceAndEveryAnswerIsTheSame() async throws {
        let seed = UInt64.random(in: .min ... .max)
        let context: Comment = "seed \(seed)"
        var random = SplitMix64(seed: seed)
        let sandbox = try await SandboxChild(["--balance", "1000000"])
        let fixture = try sandbox.fixture()
        _ = try await fixture.run("init")
        var answers: [Int: Set<String>] = [:]
        var next = 0
        var open: [Int] = []
        for kill in 0...GatewayCrashTests.kills {
            let gateway = try await fixture.program.start(["serve", "--port", "0"])
            let line = try await gateway.line(beginning: "gateway listening on ")
            let port = try #require(line.split(separator: ":").last.flatMap { Int($0) })
            let isLast = kill == GatewayCrashTests.kills
            if !isLast {
                open += next..<(next + GatewayCrashTests.clients)
                next += GatewayCrashTests.clients
            }
            let pause =
                isLast ? nil : Duration.milliseconds(Int.random(in: 1...120, using: &random))
            let killer = Task {
                guard let pause else { return }
                try? await Task.sleep(for: pause)
                gateway.kill(SIGKILL)
            }
            for (order, reply) in await ask(open, port) {
                guard reply.end == .complete, let status = reply.answer.status else { continue }
                #expect([200, 504].contains(status), "\(reply.answer.text) \(context)")
                if status == 200 { answers[order, default: []].insert(reply.answer.content) }
                open.removeAll { $0 == order }
            }
            await killer.value
            if isLast { gateway.kill(SIGTERM) }
            _ = try await gateway.wait()
        }
        #expect(open.isEmpty, context)
        #expect(answers.values.allSatisfy { $0.count == 1 }, context)
        let prompts = try await sandbox.submissions().compactMap { $0["prompt"]?.string }
        #expect(Set(prompts).count == prompts.count, context)
        #expect(prompts.count >= answers.count, context)
        #expect(try await fixture.run("verify").status == 0, context)
    }

    private func ask(_ orders: [Int], _ port: Int) async -> [(Int, RawClient.Reply)] {
        await withTaskGroup(of: (Int, RawClient.Reply).self) { group in
            for order in orders {
                group.addTask {
                    let body =
                        #"{"model":"klingai/video-v3-motion-control","image_url":"https://e.example/i","#
                        + #""video_url":"https://e.example/v","prompt":"order \#(order)"}"#
                    let reply = await RawClient(port: port).send(
                        "POST", "/v2/video/generations",
                        "Content-Type: application/json\r\nIdempotency-Key: order-\(order)\r\n",
                        body: body)
                    return (order, reply)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}
