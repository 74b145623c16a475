package import Accounting
package import LedgerStore
package import Reporting

extension WatchContents {
    private static let mostAlerts = 15
    /// How many charges are looked through for those of a key.
    private static let chargesLookedThrough = 1000

    /// What there is to watch of those accounts that are a viewer's business.
    ///
    /// - Throws: ``LedgerError``.
    package init(of ledger: Ledger, for viewer: Viewer, at now: Instant) throws {
        let limit =
            viewer.seesEverything ? WatchContents.mostCharges : WatchContents.chargesLookedThrough
        let charged = try ledger.lastCharged(limit: limit) + ledger.lastImported(limit: limit)
        self.init(
            calendar: ledger.calendar,
            outlooks: try ledger.outlooks(at: now)
                .filter { viewer.maySee($0.standing.budget.scope) },
            open: try ledger.holding().filter(viewer.accounts),
            charged: charged.filter(viewer.accounts),
            alerts: try ledger.alerts(limit: WatchContents.mostAlerts, for: viewer))
    }
}
