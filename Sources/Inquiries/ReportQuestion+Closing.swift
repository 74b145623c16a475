import Accounting
import LedgerStore
import Reporting

extension ReportQuestion {
    /// What a report of a month says of closed months: of its own closing, or of what the next statement will
    /// list. A report of some submissions says it of those alone; by their state there is none, as that may
    /// have been another by then.
    ///
    /// - Parameter month: the month after the last closed one lists the adjustments.
    func addClosings(
        to report: inout SpendReport, of month: Month, matching filter: SubmissionFilter,
        in ledger: Ledger
    ) async throws {
        let all = try ledger.closedMonths()
        guard filters.isOfScope, let last = all.last else { return }
        let isWhole = filters == SpendReport.Filters()
        if let index = all.firstIndex(where: { $0.month == month }) {
            if isWhole {
                let since = try ledger.changes(since: all[index])
                report.closed = ClosedSpan(all[index], since: since)
            } else {
                try await addExcerpt(
                    to: &report, of: all[index], after: all[..<index].last, matching: filter,
                    in: ledger)
            }
        } else if month == all.map(\.month).max()?.next {
            let changes = try await ledger.lateChanges(
                after: last.entry, matching: isWhole ? nil : filter)
            report.late = LateAdjustments(changes, .ofNext)
        }
    }

    /// What the statement of a closed month listed of some submissions, and what came to them since.
    private func addExcerpt(
        to report: inout SpendReport, of closed: ClosedMonth, after previous: ClosedMonth?,
        matching filter: SubmissionFilter, in ledger: Ledger
    ) async throws {
        if let previous {
            let listed = try await ledger.lateChanges(
                after: previous.entry, through: closed.entry, matching: filter)
            report.late = LateAdjustments(listed, .ofClosed)
        }
        let since = try await ledger.lateChanges(after: closed.entry, matching: filter)
            .filter { $0.month == closed.month }
        report.closed = ClosedSpan(closed, since: since.sum, isWhole: false)
    }
}
