import Accounting
import LedgerStore
import LosslessJSON

// What a caller may know of the accounts.

extension Caller {
    /// Whether it is told of an entry of the journal: where a submission was filed before may be somebody
    /// else's, and what refused the order of another key names budgets of others.
    func isShown(_ kind: EntryKind, of submission: Submission) -> Bool {
        if isAdmin { return true }
        return kind != .refiled && (kind != .refused || submission.subject.key == name)
    }

    /// The document of a submission as it may see it: what refused the order of another key names budgets of
    /// others.
    func shown(_ document: JSON, of submission: Submission) -> JSON {
        guard !maySeeRefusal(of: submission), let refusal = submission.refusal,
            let members = document.members
        else { return document }
        let part: JSON = [
            "reason": .string(refusal.reason.rawValue),
            "message": .string(Caller.reasonOfOthers),
            "budgets": .array([]), "fits": .array([]),
        ]
        return .object(
            members.map { $0.key == "refusal" ? JSON.Member("refusal", part) : $0 })
    }

    /// Whether a budget is its business: all, or those of its project or of itself. What wider ones hold is
    /// of others too.
    func maySee(_ scope: Scope) -> Bool {
        if isAdmin { return true }
        if let key = scope.key { return key == name }
        return scope.project != nil && scope.project == project
    }

    /// - Throws: ``GatewayError`` of status 403 for what belongs to others.
    func projectToSee(asking asked: Name?) throws(GatewayError) -> Name? {
        if isAdmin { return asked }
        guard let project else {
            throw GatewayError(
                status: 403, kind: .permission, code: "accounts_of_others",
                message:
                    "this key has no project, and reports are of a project or of all; ask for its"
                    + " submissions at /api/v1/submissions, or use a key with --project or --admin")
        }
        guard let asked, asked != project else { return project }
        throw GatewayError(
            status: 403, kind: .permission, code: "project_of_another_key",
            message: "this key sees project '\(project)', and the request names '\(asked)'; leave"
                + " project out", parameter: "project")
    }

    /// A submission of its accounts, and what it is told of its history.
    ///
    /// - Throws: ``GatewayError``, also where it belongs to others: of that it is not said that it exists.
    func submission(_ text: String, in ledger: Ledger) throws -> (
        submission: Submission, entries: [(at: Instant, entry: Entry)]
    ) {
        guard let id = SubmissionID(text), let submission = try ledger.submission(id),
            accounts(for: submission)
        else {
            throw GatewayError(
                status: 404, kind: .notFound, code: "unknown_submission",
                message:
                    "submission \(GatewayError.shown(text)) is not known to this gateway; name it"
                    + " by its whole id")
        }
        let entries = try ledger.entries(of: id)
            .filter { isShown($0.entry.kind, of: submission) }
        return (submission, entries)
    }

    /// Why a submission was refused, as far as that is its business.
    func reasonShown(of submission: Submission) -> String {
        guard let refusal = submission.refusal else { return "" }
        return maySeeRefusal(of: submission) ? refusal.message : Caller.reasonOfOthers
    }

    /// What refused the order of another key names budgets of others.
    func maySeeRefusal(of submission: Submission) -> Bool {
        isAdmin || submission.subject.key == name
    }

    private static let reasonOfOthers = "refused by a budget or a price of others"
}
