import Accounting
import LedgerStore
import LosslessJSON
import Metering
import Reporting

extension SubmitCommand {
    /// Says what it may cost and whether it would be allowed; records and sends nothing.
    func preview(_ order: Order, _ meter: Meter, in context: CommandContext) throws {
        let preview = try meter.preview(order)
        let (proposal, refusal) = (preview.proposal, preview.refusal)
        // What the quote says is not repeated as a warning.
        let isQuoted = !json && proposal.estimate.isPriced
        try warn(
            of: order, except: isQuoted ? assumption(of: order) : nil, meter.ledger, in: context)
        let event: SubmissionEvent = refusal.map(SubmissionEvent.refused) ?? .reserved
        guard
            let submission = Submission(
                proposal, event: event, day: meter.ledger.calendar.day(of: context.now),
                at: context.now)
        else { return }
        if json {
            let document = SubmissionDocument.json(
                submission, isDryRun: true, budgets: preview.budgets)
            try context.print(document.prettyText + "\n")
        } else {
            try context.print(
                (cost(of: proposal, order, isAllowed: refusal == nil).map { "\($0)\n\n" } ?? "")
                    + BudgetPreviewText.text(preview.budgets, style: context.style))
        }
        if refusal != nil {
            throw Failure(.refused, refusalSentence(of: submission, meter.ledger))
        }
    }

    /// Nil where its cost is not known.
    func cost(of proposal: Proposal, _ order: Order, isAllowed: Bool) -> String? {
        let estimate = proposal.estimate
        guard estimate.isPriced else { return nil }
        return "It may cost \(estimate.usd.display) at most\(length(of: estimate, order))"
            + "\(isAllowed ? ", and it would be allowed" : ""). Nothing was sent."
    }

    /// What the estimate rests on, such as ` (8 s, read from the file)`.
    private func length(of estimate: Estimate, _ order: Order) -> String {
        guard let seconds = estimate.seconds, estimate.pricePer == .second else { return "" }
        switch estimate.secondsSource {
        case .cap:
            let longest =
                "\(seconds) s, the longest that the orientation allows; state --duration if it is"
                + " shorter"
            return " (\(assumption(of: order) ?? longest))"
        case .reference: return " (\(seconds) s, read from the file)"
        default: return " (\(seconds) s)"
        }
    }
}
