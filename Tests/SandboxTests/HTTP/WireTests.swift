import LosslessJSON
import TestSupport
import Testing

@testable import Sandbox

/// What only a socket can show: the same answers as bytes, and connections that really break.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct WireTests {
    @Test func aSubmissionTravelsThereAndBack() async throws {
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let submitted = await client.submit("[sandbox run=0 cost=1.95]").answer
            #expect(submitted.status == 200)
            let id = submitted.json["id"]?.string ?? ""
            #expect(submitted.header("x-inference-id") == id)
            let polled = await client.get("/v2/video/generations?generation_id=\(id)").answer.json
            #expect(polled["status"] == "completed")
            #expect(polled["meta"]?["usage"]?["usd_spent"]?.numberText == "1.95")
            #expect(await client.get("/nowhere").answer.status == 404)
        }
    }

    @Test(arguments: ["reset", "reset-before"])
    func aResetConnectionBringsNoByte(word: String) async throws {
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let reply = await client.submit("[sandbox submit=\(word)]")
            #expect(reply.answer.bytes.isEmpty)
            #expect(reply.end == .reset)
            #expect(await client.submissionCount() == 1)
        }
    }

    @Test func aHangBringsNoByteAndNoEnd() async throws {
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let hanging = Task(executorPreference: SpareThreads.shared) {
                await client.submit("[sandbox submit=hang]")
            }
            try await eventually("the submission arrives") { await client.submissionCount() == 1 }
            // The silence itself is the subject: an answer would take some milliseconds.
            try await Task.sleep(for: .milliseconds(300))
            hanging.cancel()
            let reply = await hanging.value
            #expect(reply.answer.bytes.isEmpty)
            #expect(reply.end == .silent)
        }
    }

    @Test func aTornBodyStopsHalfWay() async throws {
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let reply = await client.submit("[sandbox submit=torn]")
            #expect(reply.answer.status == 200)
            #expect(reply.end == .closedEarly)
            #expect(reply.answer.content.hasPrefix(#"{"id":""#))
            #expect(reply.answer.body.count == 24 && reply.answer.json == .null)
        }
    }

    @Test func aPollBreaksAndTheNextIsWell() async throws {
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let submitted = await client.submit("[sandbox poll=reset run=0]").answer
            let id = submitted.json["id"]?.string ?? ""
            let target = "/v2/video/generations?generation_id=\(id)"
            #expect(await client.get(target).end == .reset)
            #expect(await client.get(target).answer.json["status"] == "completed")
        }
    }

    @Test func aSlowAnswerComesLate() async throws {
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let start = ContinuousClock.now
            let reply = await client.submit("[sandbox submit=slow delay=0.3]")
            #expect(reply.answer.json["id"] != nil)
            #expect(ContinuousClock.now - start >= .milliseconds(300))
        }
    }

    @Test func aHugeAnswerIsHuge() async throws {
        try await withRunningSandbox { port in
            let reply = await RawClient(port: port).submit("[sandbox submit=huge]")
            #expect(reply.end == .complete)
            #expect(reply.answer.bytes.count > 100_000_000)
            #expect(reply.answer.bytes.suffix(2).elementsEqual("\"}".utf8))
        }
    }

    @Test func aBodyOverTheLimitIsA413() async throws {
        try await withRunningSandbox {
            $0.uploadLimitBytes = 1000
        } _: { port in
            let client = RawClient(port: port)
            let large = String(repeating: "x", count: 1001)
            let reply = await client.send("POST", "/v2/video/generations", body: large)
            #expect(reply.answer.status == 413)
            #expect(await client.submit("").answer.status == 200)
        }
    }

    @Test func manySubmissionsAtOnceAreAllCountedOnce() async throws {
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let ids = await withTaskGroup(of: String?.self) { group in
                for _ in 1...40 {
                    group.addTask { await client.submit("").answer.json["id"]?.string }
                }
                return await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(ids.count == 40 && !ids.contains(nil))
            #expect(await client.submissionCount() == 40)
        }
    }

    @Test func stoppingCutsHangingConnections() async throws {
        let hanging = try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let hanging = Task(executorPreference: SpareThreads.shared) {
                await client.submit("[sandbox submit=hang]")
            }
            try await eventually("the submission arrives") { await client.submissionCount() == 1 }
            return hanging
        }
        #expect(await hanging.value.end != .silent)
    }

    @Test func aTakenPortIsNamed() async throws {
        try await withRunningSandbox { port in
            let provider = SandboxFixture().provider
            let error = await #expect(throws: SandboxServerError.self) {
                try await SandboxServer(provider: provider, port: port).run { _ in }
            }
            #expect(error?.isPortInUse == true)
            #expect(error?.description.contains("port \(port)") == true)
        }
    }
}
