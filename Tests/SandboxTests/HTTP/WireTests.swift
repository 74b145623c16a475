import Foundation
import LosslessJSON
import Testing

@testable import Sandbox

/// What only a socket can show: the same answers as bytes, and connections that really break.
struct WireTests {
    @Test func aSubmissionTravelsThereAndBack() async throws {
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let submitted = await client.submit("[sandbox run=0 cost=1.95]")
            #expect(submitted.status == 200)
            let id = submitted.json["id"]?.string ?? ""
            #expect(submitted.head.contains("x-inference-id: \(id.lowercased())\r\n"))
            let polled = await client.get("/v2/video/generations?generation_id=\(id)")
            #expect(polled.json["status"] == "completed")
            #expect(polled.json["meta"]?["usage"]?["usd_spent"]?.numberText == "1.95")
            #expect(await client.get("/nowhere").status == 404)
        }
    }

    @Test(arguments: [
        ("reset", RawClient.End.reset), ("reset-before", .reset), ("hang", .silent),
    ])
    func noByteArrivesWhenNoneShould(word: String, end: RawClient.End) async throws {
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            // On a busy machine everything is silent for a while; only a hang stays so.
            let reply = await client.submit(
                "[sandbox submit=\(word)]", patienceSeconds: end == .silent ? 1 : 20)
            #expect(reply.bytes.isEmpty)
            #expect(reply.end == end)
            #expect(await client.get("/sandbox/submissions").json["count"]?.int == 1)
        }
    }

    @Test func aTornBodyStopsHalfWay() async throws {
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let reply = await client.submit("[sandbox submit=torn]")
            #expect(reply.status == 200)
            #expect(reply.end == .closedEarly)
            #expect(reply.body.starts(with: Array(#"{"id":""#.utf8)))
            #expect(reply.body.count == 24 && reply.json == .null)
        }
    }

    @Test func aPollBreaksAndTheNextIsWell() async throws {
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let id = await client.submit("[sandbox poll=reset run=0]").json["id"]?.string ?? ""
            let target = "/v2/video/generations?generation_id=\(id)"
            #expect(await client.get(target).end == .reset)
            #expect(await client.get(target).json["status"] == "completed")
        }
    }

    @Test func aSlowAnswerComesLate() async throws {
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let start = ContinuousClock.now
            let reply = await client.submit("[sandbox submit=slow delay=0.3]")
            #expect(reply.json["id"] != nil)
            #expect(ContinuousClock.now - start >= .milliseconds(300))
        }
    }

    @Test func aHugeAnswerIsHuge() async throws {
        try await withRunningSandbox { port in
            let reply = await RawClient(port: port).submit("[sandbox submit=huge]")
            #expect(reply.end == .complete)
            #expect(reply.bytes.count > 100_000_000)
            #expect(reply.bytes.suffix(2).elementsEqual("\"}".utf8))
        }
    }

    @Test func aBodyOverTheLimitIsA413() async throws {
        try await withRunningSandbox {
            $0.uploadLimitBytes = 1000
        } _: { port in
            let client = RawClient(port: port)
            let large = String(repeating: "x", count: 1001)
            #expect(await client.send("POST", "/v2/video/generations", body: large).status == 413)
            #expect(await client.submit("").status == 200)
        }
    }

    @Test func manySubmissionsAtOnceAreAllCountedOnce() async throws {
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let ids = await withTaskGroup(of: String?.self) { group in
                for _ in 1...40 {
                    group.addTask {
                        await client.submit("", patienceSeconds: 30).json["id"]?.string
                    }
                }
                return await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(ids.count == 40 && !ids.contains(nil))
            #expect(await client.get("/sandbox/submissions").json["count"]?.int == 40)
        }
    }

    @Test func stoppingCutsHangingConnections() async throws {
        let hanging = try await withRunningSandbox { port in
            let client = RawClient(port: port)
            let hanging = Task {
                await client.send(
                    "POST", "/v2/video/generations",
                    body: SandboxFixture.body("[sandbox submit=hang]").compactText,
                    patienceSeconds: 120)
            }
            while await client.get("/sandbox/submissions").json["count"]?.int != 1 {}
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
