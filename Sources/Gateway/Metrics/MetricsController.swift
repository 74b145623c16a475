import Accounting
import HTTPTypes
import Hummingbird
import LedgerStore
import Metering

/// Answers a scrape. It shows the accounts of all, so it is for keys of administrators where there are keys.
struct MetricsController: Sendable {
    let gateway: Gateway

    /// - Throws: ``GatewayError`` of status 403; ``LedgerError``.
    func response(to caller: Caller) async throws -> Response {
        guard caller.isAdmin else {
            throw GatewayError(
                status: 403, kind: .permission, code: "account_of_others",
                message:
                    "/metrics shows the accounts of all, and this key sees only its own; give the"
                    + " scraper a key made with --admin")
        }
        let ledger = gateway.meter.ledger
        let page = MetricsPage(
            rows: try await ledger.spend(matching: SubmissionFilter()).rows,
            outlooks: try ledger.outlooks(at: gateway.meter.clock.now()),
            open: try ledger.countsHolding(),
            captured: try ledger.capturedDays(limit: MetricsPage.capturedDays),
            durations: gateway.durations.all)
        return Response(
            status: .ok,
            headers: [.contentType: PrometheusText.contentType, .cacheControl: "no-store"],
            body: .init(byteBuffer: .init(string: page.text)))
    }
}
