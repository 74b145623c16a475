import Accounting
import LedgerStore

extension Caller {
    /// A submission of its accounts as it may see it, and what it is told of its history.
    ///
    /// - Throws: ``GatewayError``, also where it belongs to others: of that it is not said that it exists.
    func submission(_ text: String, in ledger: Ledger) throws -> (
        submission: Submission, entries: [(at: Instant, entry: Entry)]
    ) {
        guard let id = SubmissionID(text), let submission = try ledger.submission(id),
            viewer.accounts(for: submission)
        else {
            throw GatewayError(
                status: 404, kind: .notFound, code: "unknown_submission",
                message:
                    "submission \(GatewayError.shown(text)) is not known to this gateway; name it"
                    + " by its whole id")
        }
        let entries = try ledger.entries(of: id)
            .filter { viewer.isShown($0.entry.kind, of: submission) }
        return (viewer.shown(submission), entries)
    }
}

extension GatewayError {
    /// The accounts of others.
    init(_ error: ForbiddenAccounts) {
        let isOfAnother = error.own != nil
        self.init(
            status: 403, kind: .permission,
            code: isOfAnother ? "project_of_another_key" : "accounts_of_others",
            message: isOfAnother || error.asked != nil
                ? "\(error); leave project out"
                : "\(error); ask for its submissions at /api/v1/submissions, or use a key with"
                    + " --project or --admin",
            parameter: error.asked == nil ? nil : "project")
    }
}
