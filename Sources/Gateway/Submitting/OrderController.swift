import Accounting
import HTTPTypes
import Hummingbird
import LedgerStore
import LosslessJSON
import Metering
import NIOCore
import Reporting

/// Carries out an order of the accounts' own API, and answers with the document of its submission.
struct OrderController: Sendable {
    let gateway: Gateway
    /// The connection that the answer will be written on.
    let channel: any Channel
    let caller: Caller

    /// - Throws: ``GatewayError`` where nothing is known to be at the provider.
    func response(to document: OrderDocument) async throws -> Response {
        if document.isDryRun { return try preview(document) }
        let answer = try await SubmitController(gateway: gateway, channel: channel)
            .response(to: document.order, document.options, from: caller)
        guard let id = answer.headers[SubmissionHeaders.id].flatMap({ SubmissionID($0) }),
            let submission = try gateway.meter.ledger.submission(id)
        else { throw LedgerError(.notFound, "the submission that was made is not in the ledger") }
        var response = Response(SubmissionDocument.json(caller.viewer.shown(submission)))
        for name in SubmissionHeaders.all {
            response.headers[name] = answer.headers[name]
        }
        return response
    }

    private func preview(_ document: OrderDocument) throws -> Response {
        let meter = gateway.meter
        let project = try caller.project(asking: document.options.project)
        let order = try meter.priced(
            document.options.applied(to: document.order, caller: caller.name, project: project))
        try OrderForm.requirePriceable(order.order)
        let preview = try meter.preview(order)
        let now = meter.clock.now()
        let visible = Set(
            try meter.ledger.budgets().filter { caller.viewer.maySee($0.scope) }.map(\.name))
        // It is not recorded, and may be asked for as often as one likes: it tells of no budget of others.
        let refusal = preview.refusal.map { caller.viewer.shown($0, budgets: visible) }
        let event: SubmissionEvent = refusal.map(SubmissionEvent.refused) ?? .reserved
        guard
            let submission = Submission(
                preview.proposal, event: event, day: meter.ledger.calendar.day(of: now), at: now)
        else { preconditionFailure("a first event makes no submission") }
        let budgets = preview.budgets.filter { caller.viewer.maySee($0.standing.budget.scope) }
        return Response(
            SubmissionDocument.json(submission, isDryRun: true, budgets: budgets))
    }
}
