import Accounting
import GRDB

/// The daily rollup, within one transaction or one replay. Changes are held back until ``flush()``.
final class Rollup {
    private let database: Database
    private var pending: [SpendRow.Key: Spend] = [:]

    private static let mostPending = 4096
    /// Held back sums stay far from where they would leave their type.
    private static let largest = USD(nanos: 1_000_000_000 * USD.nanosPerDollar)

    init(database: Database) { self.database = database }

    func add(_ spend: Spend, to key: SpendRow.Key) throws {
        let sum = (pending[key] ?? .nothing) + spend
        pending[key] = sum
        let isLarge = [sum.usd, sum.reserved, sum.provisional, USD(nanos: sum.credits)]
            .contains { $0.nanos.magnitude > Rollup.largest.nanos.magnitude }
        if isLarge || pending.count >= Rollup.mostPending { try flush() }
    }

    func flush() throws {
        for (key, spend) in pending where spend != .nothing {
            try RollupRow.add(SpendRow(key: key, spend: spend), in: database)
        }
        pending.removeAll(keepingCapacity: true)
    }
}
