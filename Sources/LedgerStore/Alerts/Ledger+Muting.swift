package import Accounting
import GRDB

extension Ledger {
    /// Keeps the alerts of a budget from leaving until an instant. They are recorded all the same.
    ///
    /// - Throws: ``LedgerError`` when there is no such budget, or the instant is past.
    package func mute(_ mute: BudgetMute, at instant: Instant) async throws {
        try await post(at: instant) { posting in
            guard try posting.budgets.budget(named: mute.budget) != nil else {
                throw LedgerError(.notFound, "there is no budget '\(mute.budget)'", .listBudgets)
            }
            guard mute.until > instant else {
                throw LedgerError(.invalid, "the mute would end before it begins")
            }
            try posting.post(.budgetMuted(mute))
        }
    }

    /// Lets the alerts of a budget leave again from now on.
    ///
    /// - Returns: false when it was not muted.
    package func unmute(_ name: Name, at instant: Instant) async throws -> Bool {
        try await post(at: instant) { posting in
            let mute = try Ledger.mutes(at: instant, in: posting.database)
                .first { $0.budget == name }
            guard let mute else { return false }
            try posting.post(
                .budgetMuted(BudgetMute(budget: name, until: instant, reason: mute.reason)))
            return true
        }
    }

    /// The mutes in force.
    package func mutes(at instant: Instant) throws -> [BudgetMute] {
        try file.read { try Ledger.mutes(at: instant, in: $0) }
    }

    static func mutes(at instant: Instant, in database: Database) throws -> [BudgetMute] {
        try database.rows(
            "SELECT budget, until, reason FROM budget_mute WHERE until > ? ORDER BY budget",
            [instant.microseconds]
        ) {
            BudgetMute(budget: try $0.name(), until: try $0.instant(), reason: try $0.text())
        }
    }
}
