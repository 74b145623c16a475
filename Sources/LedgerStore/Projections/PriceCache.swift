import Accounting
import Foundation
import GRDB
import Synchronization

/// The recorded prices as they were last read: the provider's list is a JSON text for each model, and each
/// submission would parse all of them again.
///
/// They hold until an entry about prices follows the last one of that time, whichever process wrote it.
final class PriceCache: Sendable {
    struct Contents: Sendable {
        /// Those that were set one by one, in the order of their entries.
        let prices: [Price]
        /// The last listing of each model.
        let listings: [PriceListing]
        let names: ModelNames
    }

    private let kept = Mutex<(head: Journal.Head, contents: Contents)?>(nil)

    /// With more entries since, everything is read again: it costs less than looking through them.
    private static let mostEntries: Int64 = 1000

    /// What stands in a snapshot of the ledger.
    ///
    /// - Parameter read: reads it, where what is kept does not hold.
    func contents(in database: Database, read: (Database) throws -> Contents) throws -> Contents {
        let head = try Journal.head(database)
        let known = kept.withLock { $0 }
        if let known, known.head == head { return known.contents }
        let contents =
            if let known, try PriceCache.holds(known.head, at: head, in: database) {
                known.contents
            } else {
                try read(database)
            }
        kept.withLock { $0 = (head, contents) }
        return contents
    }

    private static func holds(_ kept: Journal.Head, at head: Journal.Head, in database: Database)
        throws -> Bool
    {
        guard kept.seq <= head.seq, head.seq - kept.seq <= mostEntries else { return false }
        let hash = try database.firstRow("SELECT hash FROM entry WHERE seq = ?", [kept.seq]) {
            try $0.bytes()
        }
        guard hash == kept.hash else { return false }
        return try database.firstRow(newer, [kept.seq]) { try $0.int() } == nil
    }

    private static let newer = """
        SELECT 1 FROM entry WHERE seq > ? AND kind IN (\(kinds)) LIMIT 1
        """

    private static let kinds = EntryKind.allCases.filter(\.changesPrices)
        .map { "'\($0.rawValue)'" }.joined(separator: ", ")
}

extension EntryKind {
    /// Whether an entry of the kind changes what ``PriceCache`` keeps.
    fileprivate var changesPrices: Bool {
        switch self {
        case .priceSet, .priceUnset, .pricesListed, .aliasesListed: true
        case .opened, .refused, .reserved, .dispatched, .accepted, .held, .lost, .settled, .voided,
            .unpriced, .adjusted, .imported, .refiled, .overrun, .budgetSet, .budgetRemoved,
            .budgetOverridden, .budgetMuted, .priceForgotten, .keyCreated, .keyRevoked,
            .alertRaised, .monthClosed:
            false
        }
    }
}
