import Accounting
import LedgerStore
import LosslessJSON
import Metering
import Reporting

extension SubmitCommand {
    /// Says what it may cost and whether it would be allowed; records and sends nothing.
    func preview(_ order: Order, _ meter: Meter, in context: CommandContext) throws {
        let (proposal, refusal) = try meter.preview(order)
        // What the quote says is no warning as well.
        let quoted = json ? nil : assumption(of: order)
        hints(for: order).filter { $0 != quoted }.forEach { context.note("warning: \($0)") }
        let event: SubmissionEvent = refusal.map(SubmissionEvent.refused) ?? .reserved
        guard
            let submission = Submission(
                proposal, event: event, day: meter.ledger.calendar.day(of: context.now),
                at: context.now)
        else { return }
        if json {
            try context.print(SubmissionDocument.json(submission, isDryRun: true).prettyText + "\n")
        } else if refusal == nil {
            try context.print(
                "It may cost \(proposal.estimate.usd.display) at most"
                    + "\(length(of: proposal.estimate, order)), and it would be allowed."
                    + " Nothing was sent.\n")
        }
        if let refusal { throw Failure(.refused, sentence(of: refusal, meter.ledger)) }
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
