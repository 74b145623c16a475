import Accounting
import TestSupport

/// A ledger without a store: submissions, and the standings that follow from them.
///
/// Windows are kept by adding and taking away what each submission holds, as a store keeps them, so
/// that they can be compared with the sum over all submissions.
struct StorelessLedger {
    var standings: [BudgetStanding]
    var submissions: [SubmissionID: Submission] = [:]
    /// By how much a window may be over its limit: overruns and adjustments.
    var allowance: [Name: USD] = [:]
    private var count: UInt64 = 0

    init(_ standings: [BudgetStanding]) { self.standings = standings }

    /// Reserves, or says why not.
    mutating func submit(_ subject: Subject, _ usd: USD) -> (Proposal, Refusal?) {
        count += 1
        let proposal = Sample.proposal(
            Sample.estimate(usd), subject: subject, id: Sample.id(count))
        let refusal = admission(standings, proposal).refusal()
        let event = refusal.map(SubmissionEvent.refused) ?? .reserved
        record(
            from: nil,
            to: Submission(proposal, event: event, day: Sample.day, at: Sample.now)!)
        return (proposal, refusal)
    }

    /// Applies an event if it can happen; whether it did.
    mutating func happen(_ event: SubmissionEvent, to id: SubmissionID) -> Bool {
        guard let before = submissions[id], let after = before.applying(event, at: Sample.now)
        else { return false }
        record(from: before, to: after)
        return true
    }

    /// The standing that the submissions themselves add up to.
    func recomputed(_ standing: BudgetStanding) -> Holding {
        submissions.values
            .filter { standing.budget.scope.matches($0.subject) }
            .map { Holding($0) }
            .reduce(.nothing, +)
    }

    private mutating func record(from before: Submission?, to after: Submission) {
        submissions[after.id] = after
        let change = Holding(after) - (before.map { Holding($0) } ?? .nothing)
        let over = change.spent + change.reserved
        for index in standings.indices
        where standings[index].budget.scope.matches(after.subject) {
            let standing = standings[index]
            if before != nil, over > .zero {
                allowance[standing.budget.name, default: .zero] += over
            }
            standings[index] = Sample.standing(
                standing.budget.name, limit: standing.window.limit, scope: standing.budget.scope,
                enforcement: standing.budget.enforcement, holding: standing.holding + change)
        }
    }
}
