import Accounting
import LedgerStore
import Reporting

extension ReportCommand {
    /// What a report of a whole month says of closed months: of its own closing, or of what the next
    /// statement will list.
    ///
    /// - Parameter month: the month after the last closed one lists the adjustments.
    func addClosings(to report: inout SpendReport, of month: Month, in ledger: Ledger) async throws
    {
        let all = try ledger.closedMonths()
        guard report.filters == SpendReport.Filters(), let last = all.last else { return }
        if let closed = all.first(where: { $0.month == month }) {
            report.closed = ClosedSpan(closed, since: try ledger.changes(since: closed))
        } else if month == all.map(\.month).max()?.next {
            report.late = LateAdjustments(
                try await ledger.lateChanges(after: last.entry), isFinal: false)
        }
    }
}
