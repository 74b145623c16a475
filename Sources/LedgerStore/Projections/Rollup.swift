import Accounting
import GRDB

/// The daily rollup, within one transaction or one replay. Changes are held back until ``flush()``.
final class Rollup {
    private let database: Database
    private var pending: [SpendRow.Key: Spend] = [:]

    private static let mostPending = 4096
    /// What a transaction must move before the sum of everything is looked at again: by less than
    /// that it would take millions of them to bring the sum to where it leaves its type.
    private static let considerable = USD(nanos: 1000 * USD.nanosPerDollar)
    private var moved = USD.zero

    init(database: Database) { self.database = database }

    func add(_ spend: Spend, to key: SpendRow.Key) throws {
        var sum = spend
        if let place = pending.index(forKey: key) {
            sum = pending.values[place] + spend
            pending.values[place] = sum
        } else {
            pending[key] = sum
        }
        if moved < Rollup.considerable {
            moved += Rollup.magnitude(of: spend)
        }
        if Rollup.isLarge(sum) || pending.count >= Rollup.mostPending { try flush() }
    }

    func flush() throws {
        for (key, spend) in pending where spend != .nothing {
            try RollupRow.add(SpendRow(key: key, spend: spend), in: database)
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// A report adds up everything, so everything together must fit an amount.
    ///
    /// - Throws: ``LedgerError`` of kind `invalid` when it would not.
    func requireSummable() throws {
        try flush()
        guard moved >= Rollup.considerable else { return }
        var totals = Array(repeating: USD.zero, count: 6)
        try database.forEachRow(
            """
            SELECT usd_nanos, reserved_nanos, estimated_nanos, estimate_error_nanos, refused_nanos,
                adjusted_nanos
            FROM rollup
            """
        ) { reader in
            for index in totals.indices {
                totals[index] = try totals[index].adding(reader.usd().magnitude)
            }
        }
    }

    /// Whether a part of it is beyond what the ledger may add up.
    private static func isLarge(_ sum: Spend) -> Bool {
        func isBeyond(_ amount: USD) -> Bool { amount.magnitude > USD.largestSum }
        return isBeyond(sum.usd) || isBeyond(sum.reserved) || isBeyond(sum.provisional)
            || isBeyond(sum.estimated) || isBeyond(sum.estimateError) || isBeyond(sum.failedUSD)
            || isBeyond(sum.refusedUSD) || isBeyond(sum.timedUSD) || isBeyond(sum.adjustedUSD)
            || isBeyond(USD(nanos: sum.credits))
    }

    private static func magnitude(of spend: Spend) -> USD {
        spend.usd.magnitude + spend.reserved.magnitude + spend.estimated.magnitude
            + spend.estimateError.magnitude + spend.refusedUSD.magnitude
            + spend.adjustedUSD.magnitude
    }
}
