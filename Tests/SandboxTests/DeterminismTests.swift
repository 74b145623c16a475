import LosslessJSON
import TestSupport
import Testing

@testable import Sandbox

struct DeterminismTests {
    @Test func theSameSeedAndRequestsGiveTheSameAnswers() async {
        let first = await transcript(seed: 42)
        #expect(await transcript(seed: 42) == first)
        #expect(await transcript(seed: 43) != first)
    }

    private func transcript(seed: UInt64) async -> [SandboxAnswer] {
        let fixture = SandboxFixture {
            $0.seed = seed
            $0.usage = .mixed
            $0.ids = .mixed
            $0.failureRate = 30
            $0.lostRate = 20
        }
        var answers: [SandboxAnswer] = []
        for _ in 1...20 {
            let submitted = await fixture.submit("")
            fixture.clock.advance(by: .seconds(5))
            let polled = await fixture.poll(submitted.header("x-inference-id") ?? "")
            answers += [submitted, polled]
        }
        answers.append(await fixture.get("/v2/billing/transactions"))
        answers.append(await fixture.get("/v2/logs?period=1h"))
        return answers
    }

    @Test func ratesAreKeptRoughlyAndMoveNoOtherDraw() async {
        let calm = await outcomes(failureRate: 0, lostRate: 0)
        let rough = await outcomes(failureRate: 25, lostRate: 10)
        #expect(calm.map(\.id) == rough.map(\.id))
        #expect(calm.allSatisfy { $0.state == "completed" && !$0.isLost })
        #expect((60...140).contains(rough.count { $0.state == "error" }))
        #expect((20...60).contains(rough.count { $0.isLost }))
    }

    private struct Outcome {
        let id: String
        let state: String
        let isLost: Bool
    }

    private func outcomes(failureRate: Double, lostRate: Double) async -> [Outcome] {
        let fixture = SandboxFixture {
            $0.failureRate = failureRate
            $0.lostRate = lostRate
        }
        for _ in 1...400 {
            await Task.yield()
            _ = await fixture.submit("")
        }
        fixture.clock.advance(by: .seconds(60))
        let list = await fixture.get("/sandbox/submissions").json["submissions"]?.array ?? []
        return list.map {
            Outcome(
                id: $0["generation_id"]?.string ?? "", state: $0["state"]?.string ?? "",
                isLost: $0["status"] == .null)
        }
    }
}
