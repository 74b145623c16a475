package import Accounting
import GRDB

extension Ledger {
    /// Files submissions under another project or other labels: all of them in one transaction, or none.
    ///
    /// All that a submission comes to moves in reports and budgets, whatever their limits. Its key and its
    /// day stay. One that is filed so already gets no entry.
    ///
    /// - Parameter ids: one that is named twice counts once.
    /// - Returns: each as it was and as it is, in the order of `ids`; and the alerts of budgets that hold
    ///   more now.
    /// - Throws: ``LedgerError`` of kind `notFound` for an id that is not there, `invalid` for a text that
    ///   cannot be kept.
    package func refile(
        _ ids: [SubmissionID], _ change: FilingChange, reason: String, at instant: Instant
    ) async throws -> (submissions: [RefiledSubmission], alerts: [Alert]) {
        if let flaw = Ledger.flaw(in: change, reason) {
            throw LedgerError(.invalid, "\(flaw); nothing was changed")
        }
        var seen = Set<SubmissionID>()
        let distinct = ids.filter { seen.insert($0).inserted }
        let isLong = distinct.count > Ledger.mostRefiledBesidesOthers
        return try await post(at: instant, isLong: isLong) { posting in
            let submissions = try distinct.map { try refile($0, change, reason, posting) }
            return (submissions, posting.alerts)
        }
    }

    /// More than these keep the writer for some hundredths of a second, and are committed by themselves.
    private static let mostRefiledBesidesOthers = 100

    private func refile(
        _ id: SubmissionID, _ change: FilingChange, _ reason: String, _ posting: Posting
    ) throws -> RefiledSubmission {
        guard let before = try posting.submissions.fetch(id) else {
            throw LedgerError(
                .notFound, "there is no submission \(id); nothing was changed", .listSubmissions)
        }
        let corrections =
            before.charge == nil
            ? .nothing : try PostedCharge.corrections(of: id, in: posting.database)
        guard
            let refiling = Refiling(
                change, of: before, reason: reason, corrections: corrections)
        else { return RefiledSubmission(before: before, after: before) }
        let after = try required(posting.post(.refiled(id, refiling), before: before))
        return RefiledSubmission(before: before, after: after)
    }

    private static func flaw(in change: FilingChange, _ reason: String) -> String? {
        if reason.isEmpty { return "an edit needs a reason" }
        if let flaw = EntryText.flaw(in: reason, longest: EntryText.longestReason) {
            return "the reason \(flaw.words)"
        }
        return change.flaw
    }
}
