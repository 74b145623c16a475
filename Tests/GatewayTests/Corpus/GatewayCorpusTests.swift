import TestSupport
import Testing

@testable import Gateway

@Suite(
    "Requests that are not as they should be, to a gateway", .inRealTime, .timeLimit(.minutes(5)))
struct GatewayCorpusTests {
    @Test(arguments: RawRequest.corpus)
    func theProviderSeesNothingButWhatWasPriced(request: RawRequest) async throws {
        try await RunningGateway.run { gateway in
            let run = await CorpusRun.sending(request, to: gateway.client.port)
            #expect(run.hasEnded)
            #expect(request.statuses.contains(run.statuses.first ?? 0), "\(run.statuses)")
            #expect(await gateway.posts == request.submissions)
            let accepted = try gateway.accepted
            #expect(accepted == request.submissions)
        }
    }
}
