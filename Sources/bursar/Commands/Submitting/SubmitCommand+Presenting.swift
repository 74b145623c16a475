import Accounting
import LedgerStore
import LosslessJSON
import Provider
import Reporting

extension SubmitCommand {
    func present(
        _ submission: Submission, in context: CommandContext, calendar: LedgerCalendar
    ) throws(Failure) {
        if json {
            try context.print(SubmissionDocument.json(submission).prettyText + "\n")
        } else if submission.state != .refused {
            try context.print(
                SubmissionText.detail(submission, style: context.style, calendar: calendar))
        }
    }

    /// A submission whose answer could not be recorded, as it stands in the ledger or was last known.
    /// A stdout that fails is said as well, and does not change what the command ends with.
    func presentUnrecorded(
        _ submission: Submission, in context: CommandContext, _ ledger: Ledger
    ) {
        guard json else { return }
        let found = (try? ledger.submission(submission.id)) ?? submission
        do {
            try present(found, in: context, calendar: ledger.calendar)
        } catch {
            context.complain(error)
        }
    }

    /// A refusal in words; where no price is known, with the model or the fields that were perhaps
    /// meant.
    func refusalSentence(of submission: Submission, _ ledger: Ledger) -> String? {
        let sentence = submission.refusalSentence
        guard submission.refusal?.reason == .priceUnknown, let book = try? ledger.priceBook() else {
            return sentence
        }
        let listed = book.listing(of: model, at: .distantFuture)?.prices ?? []
        let fields = VideoRequest(
            model: model, orientation: orientation, mode: mode, parameters: parameters
        ).fieldTexts
        if !listed.isEmpty,
            !listed.contains(where: { $0.covers(mode: mode, parameters: fields) })
        {
            let known = listed.map(\.variant).joined(separator: "; ")
            return "the provider lists a price of \(model) only for \(known); ask for one of these,"
                + " or state --max-cost USD"
        }
        guard let sentence, let meant = Suggestion.nearestModel(to: model, in: book) else {
            return sentence
        }
        return "\(sentence). Did you mean '\(meant)'?"
    }
}
