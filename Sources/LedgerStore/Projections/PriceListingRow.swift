import Accounting
import GRDB
import LosslessJSON

/// The columns of the `price_listing` table, to and from ``PriceListing``.
enum PriceListingRow {
    static func insert(_ listing: PriceListing, seq: Int64, in database: Database) throws {
        try database.run(
            "INSERT INTO price_listing (seq, model, effective_from, prices) VALUES (?, ?, ?, ?)",
            [
                seq, listing.model, listing.effectiveFrom.microseconds,
                listing.pricesJSON.compactText,
            ])
    }

    /// The last listing of each model.
    static func current(in database: Database) throws -> [PriceListing] {
        try database.rows(
            """
            SELECT model, effective_from, prices FROM price_listing
            WHERE seq IN (SELECT max(seq) FROM price_listing GROUP BY model) ORDER BY seq
            """, read: listing)
    }

    /// Every listing of one model, the oldest first.
    static func all(of model: Name, in database: Database) throws -> [PriceListing] {
        try database.rows(
            """
            SELECT model, effective_from, prices FROM price_listing WHERE model = ? ORDER BY seq
            """, [model], read: listing)
    }

    private static func listing(from reader: inout ColumnReader) throws -> PriceListing {
        let model = try reader.name()
        let effectiveFrom = try reader.instant()
        guard let prices = try reader.part() else { throw reader.damage }
        return try PriceListing(model: model, prices, effectiveFrom: effectiveFrom)
    }
}
