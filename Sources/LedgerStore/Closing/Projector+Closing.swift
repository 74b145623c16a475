import Accounting
import GRDB

extension Projector {
    /// A month is closed once, and shows what was recorded before. What lies between is looked at by
    /// ``ClosingGap``, as a projection has no journal.
    ///
    /// - Throws: ``LedgerError`` when the entry cannot follow from what is there.
    func close(_ closing: MonthClosing, seq: Int64, at instant: Instant) throws {
        guard closing.entries < seq, try !closedMonths().contains(closing.month) else {
            throw contradiction(.monthClosed(closing), seq)
        }
        try MonthClosingRow.insert(closing, seq: seq, at: instant, in: database)
        budgets.known.closedMonths?.insert(closing.month)
    }

    /// Notes what changes of a submission whose month is closed.
    func noteLateChange(from before: Submission?, to after: Submission, seq: Int64) throws {
        guard let month = try closedMonth(of: after),
            let amount = LateChange.Amount(from: before, to: after)
        else { return }
        try LateChangeRow.insert(amount, of: after.id, month, seq: seq, in: database)
    }

    /// Notes an edit of the filing of a submission whose month is closed. It adds nothing to the accounts;
    /// what it moved is in its entry.
    func noteLateRefiling(of after: Submission, seq: Int64) throws {
        guard let month = try closedMonth(of: after) else { return }
        try LateChangeRow.insert(.zero, of: after.id, month, seq: seq, in: database)
    }

    /// The month of a submission, where it is closed.
    private func closedMonth(of submission: Submission) throws -> Month? {
        let closed = try closedMonths()
        // Most ledgers have none, and most entries are of the running month.
        guard !closed.isEmpty else { return nil }
        let month = Month(of: submission.day)
        return closed.contains(month) ? month : nil
    }

    private func closedMonths() throws -> Set<Month> {
        if let months = budgets.known.closedMonths { return months }
        let months = try MonthClosingRow.months(in: database)
        budgets.known.closedMonths = months
        return months
    }
}
