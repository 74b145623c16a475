import Accounting
import LedgerStore
import LosslessJSON
import Reporting

extension CommandContext {
    /// Where those budgets stand that are the viewer's business.
    func outlooks(of ledger: Ledger, at instant: Instant) throws -> [BudgetOutlook] {
        try ledger.outlooks(at: instant).filter { viewer.maySee($0.standing.budget.scope) }
    }

    /// All of them as a document, for `list` and `status`.
    func printBudgets(of ledger: Ledger) throws {
        let now = now
        let document = BudgetsDocument.json(asOf: now, outlooks: try outlooks(of: ledger, at: now))
        try print(document.prettyText + "\n")
    }

    /// What `set` and `override` show at the end: where that one budget stands now.
    func printStatus(of name: Name, in ledger: Ledger) throws {
        let now = now
        let outlooks = try ledger.outlooks(at: now).filter { $0.standing.budget.name == name }
        try print(
            BudgetText.status(outlooks, asOf: now, style: style, calendar: ledger.calendar))
    }
}
