package import Accounting
package import LedgerStore

extension Ledger {
    /// The latest alerts that are a viewer's business, the latest first.
    ///
    /// - Throws: ``LedgerError``.
    package func alerts(limit: Int, for viewer: Viewer) throws -> [(alert: Alert, at: Instant)] {
        if viewer.seesEverything { return try alerts(limit: limit) }
        let budgets = Set(try budgets().filter { viewer.maySee($0.scope) }.map(\.name))
        var count = max(limit, 256)
        while true {
            let all = try alerts(limit: count)
            let shown = try all.filter { raised in
                let named = try raised.alert.submissionID.flatMap { try submission($0) }
                return viewer.isShown(raised.alert, of: named, budgets: budgets)
            }
            if shown.count >= limit || all.count < count { return Array(shown.prefix(limit)) }
            // Most of them are of others: look further back.
            count *= 4
        }
    }
}
