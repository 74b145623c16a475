import Accounting
import GRDB

extension Projector {
    /// A month is closed once, and at the entry before.
    ///
    /// - Throws: ``LedgerError`` when the entry cannot follow from what is there.
    func close(_ closing: MonthClosing, seq: Int64, at instant: Instant) throws {
        guard closing.entries == seq - 1, try !closedMonths().contains(closing.month) else {
            throw contradiction(.monthClosed(closing), seq)
        }
        try MonthClosingRow.insert(closing, seq: seq, at: instant, in: database)
        budgets.known.closedMonths?.insert(closing.month)
    }

    /// Notes what changes of a submission whose month is closed.
    func noteLateChange(from before: Submission?, to after: Submission, seq: Int64) throws {
        let closed = try closedMonths()
        // Most ledgers have none, and most entries are of the running month.
        guard !closed.isEmpty else { return }
        let month = Month(of: after.day)
        guard closed.contains(month), let amount = LateChange.Amount(from: before, to: after) else {
            return
        }
        try LateChangeRow.insert(amount, of: after.id, month, seq: seq, in: database)
    }

    private func closedMonths() throws -> Set<Month> {
        if let months = budgets.known.closedMonths { return months }
        let months = try MonthClosingRow.months(in: database)
        budgets.known.closedMonths = months
        return months
    }
}
