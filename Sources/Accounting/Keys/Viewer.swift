/// Whose business the accounts are that are shown: everybody's of this machine, or a key's.
///
/// A key with a project sees what is filed under it; one without it, what was submitted with the key. Keys for
/// administrators see everything, and so does whoever has the ledger file.
///
///     Viewer.everything.accounts(for: submission)                          // true
///     Viewer(key: "ci", project: "spring").maySee(Scope(project: "autumn"))     // false
package struct Viewer: Hashable, Sendable {
    package let key: Name?
    package let project: Name?
    package let seesEverything: Bool

    package static let everything = Viewer(key: nil, project: nil, seesEverything: true)

    /// - Parameter isAdmin: whether the key is one for administrators.
    package init(key: Name?, project: Name?, isAdmin: Bool = false) {
        self.init(key: key, project: project, seesEverything: isAdmin)
    }

    private init(key: Name?, project: Name?, seesEverything: Bool) {
        self.key = key
        self.project = project
        self.seesEverything = seesEverything
    }

    /// Whether a submission is in its accounts.
    package func accounts(for submission: Submission) -> Bool {
        if seesEverything { return true }
        guard let project else { return submission.subject.key == key }
        return submission.subject.project == project
    }

    /// Whether a budget is its business: all, or those of its project or of itself. What wider ones hold is
    /// of others too.
    package func maySee(_ scope: Scope) -> Bool {
        if seesEverything { return true }
        if let key = scope.key { return key == self.key }
        return scope.project != nil && scope.project == project
    }

    /// Whether it is told of an entry of the journal: where a submission was filed before may be somebody
    /// else's, and what refused the order of another key names budgets of others.
    package func isShown(_ kind: EntryKind, of submission: Submission) -> Bool {
        if seesEverything { return true }
        return kind != .refiled && (kind != .refused || submission.subject.key == key)
    }

    /// Whether an alert is its business.
    ///
    /// - Parameters:
    ///   - submission: the one that it names; nil where it names none that is there.
    ///   - budgets: those that it may see.
    package func isShown(_ alert: Alert, of submission: Submission?, budgets: Set<Name>) -> Bool {
        if seesEverything { return true }
        // What is of no budget and no submission is of the whole account.
        if alert.budget == nil, alert.submissionID == nil { return false }
        if let budget = alert.budget, !budgets.contains(budget) { return false }
        guard alert.submissionID != nil else { return true }
        return submission.map { accounts(for: $0) && maySeeRefusal(of: $0) } ?? false
    }

    /// What refused the order of another key names budgets of others.
    package func maySeeRefusal(of submission: Submission) -> Bool {
        seesEverything || submission.refusal == nil || submission.subject.key == key
    }

    /// A submission of its accounts as it may see it: without what refused the order of another key.
    package func shown(_ submission: Submission) -> Submission {
        guard !maySeeRefusal(of: submission), let refusal = submission.refusal else {
            return submission
        }
        return submission.refused(for: Viewer.withoutOthers(refusal))
    }

    /// A refusal that is not recorded, without what budgets of others hold.
    ///
    /// - Parameter budgets: those that it may see.
    package func shown(_ refusal: Refusal, budgets: Set<Name>) -> Refusal {
        if seesEverything || refusal.obstacles.allSatisfy({ budgets.contains($0.budget) }) {
            return refusal
        }
        return Viewer.withoutOthers(refusal)
    }

    private static func withoutOthers(_ refusal: Refusal) -> Refusal {
        Refusal(reason: refusal.reason, message: reasonOfOthers, obstacles: [], fits: [])
    }

    private static let reasonOfOthers = "refused by a budget or a price of others"

    /// The project whose accounts it asks for; nil for those of all.
    ///
    /// - Parameter asked: the one that it names.
    package func project(asking asked: Name?) throws(ForbiddenAccounts) -> Name? {
        if seesEverything { return asked }
        guard let project else { throw ForbiddenAccounts(own: nil, asked: asked) }
        guard let asked, asked != project else { return project }
        throw ForbiddenAccounts(own: project, asked: asked)
    }
}

/// A question about accounts that are of others.
package struct ForbiddenAccounts: Error, Hashable, CustomStringConvertible {
    /// The project whose accounts may be seen; nil for a key without one.
    package let own: Name?
    package let asked: Name?

    package init(own: Name?, asked: Name?) {
        self.own = own
        self.asked = asked
    }

    package var description: String {
        guard let own else {
            return asked.map { "this key has no project, and may not see project '\($0)'" }
                ?? "this key has no project, and reports are of a project or of all"
        }
        return "this key sees project '\(own)', and project '\(asked?.text ?? "")' was asked for"
    }
}
