import Accounting
import GRDB

extension Projector {
    /// Moves all that a submission comes to from one filing to another.
    func refile(
        _ refiling: Refiling, from before: Submission, to after: Submission, at instant: Instant
    ) throws -> Effect {
        try submissions.update(after, from: before, isRefiled: true)
        let (old, new) = (SpendRow.Key(before), SpendRow.Key(after))
        if old != new {
            let spend = refiling.spend(of: after)
            try rollup.add(Spend.nothing - spend, to: old)
            try rollup.add(spend, to: new)
        }
        return Effect(
            submission: after, touched: try budgets.move(from: before, to: after, at: instant))
    }
}
