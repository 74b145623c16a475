import TestSupport
import Testing

@testable import Gateway

@Suite("Requests that are not as they should be", .inRealTime, .timeLimit(.minutes(3)))
struct CorpusTests {
    @Test(arguments: RawRequest.corpus)
    func nothingButWhatIsCountedComesOfThem(request: RawRequest) async throws {
        try await withTinyGateway { port, gateway in
            let run = await CorpusRun.sending(request, to: port)
            #expect(run.hasEnded)
            let first = run.statuses.first ?? 0
            #expect(request.statuses.contains(first), "\(run.statuses)")
            #expect(gateway.submissions.all.count == request.submissions)
            for body in gateway.submissions.all {
                #expect(String(decoding: body, as: UTF8.self) == RawRequest.body)
            }
            // The server is as it was.
            let next = await RawClient(port: port).send("GET", "/healthz")
            #expect(next.answer.status == 200)
        }
    }

    /// Sooner or later than the rest of its bytes, the first answer is the same.
    @Test(arguments: RawRequest.corpus.filter { $0.bytes.count < 5000 })
    func itMakesNoDifferenceHowTheyArrive(request: RawRequest) async throws {
        try await withTinyGateway { port, gateway in
            let run = await CorpusRun.sending(request, to: port, pieceBytes: 37)
            #expect(run.hasEnded)
            #expect(request.statuses.contains(run.statuses.first ?? 0), "\(run.statuses)")
            #expect(gateway.submissions.all.count == request.submissions)
        }
    }

    @Test func theCorpusIsLargeAndNamesAreItsOwn() {
        let names = RawRequest.corpus.map(\.name)
        #expect(names.count >= 60)
        #expect(Set(names).count == names.count)
    }

    @Test func whatIsWellFormedIsTaken() async throws {
        try await withTinyGateway { port, gateway in
            let whole = RawRequest("whole", RawRequest.post(), [200])
            let chunked = RawRequest(
                "chunked",
                RawRequest.post(
                    "/video/generations", "transfer-encoding: chunked\r\n",
                    body: RawRequest.chunked, length: nil), [200])
            for request in [whole, chunked] {
                #expect(await CorpusRun.sending(request, to: port).statuses == [200])
            }
            #expect(gateway.submissions.all.count == 2)
        }
    }
}
