package import Accounting
import GRDB
import Text

/// The charges of submissions that a filter lets through and their corrections, within one snapshot of
/// the ledger.
///
/// They are read one submission at a time, the oldest first, so that memory does not grow with their
/// number. What was refused is not among them.
package struct BillingReading {
    /// The hash of the last entry of the journal.
    package let head: String
    /// A name for the ledger that stays: the beginning of its first entry's hash. Empty for a ledger
    /// that is not made yet.
    package let ledgerID: String
    private let rows: RowFeed<BilledSubmission>

    fileprivate init(head: String, ledgerID: String, _ rows: RowFeed<BilledSubmission>) {
        self.head = head
        self.ledgerID = ledgerID
        self.rows = rows
    }

    /// - Throws: ``LedgerError``, also for a row that cannot be read: books without it would be wrong.
    package func forEach(_ take: (BilledSubmission) throws -> Void) throws {
        try rows.forEach(take)
    }
}

/// What asks the ledger for the charges of submissions and their corrections.
struct BillingQuery {
    private let database: Database
    private let sql: String
    private let values: [String]

    init(_ filter: SubmissionFilter, in database: Database) throws {
        let conditions = try filter.conditionsOfSubmissions(in: database) + filter.bounds
        let state = filter.state.map(Ledger.condition(on:)) ?? "state <> 'refused'"
        let clause = Ledger.clause(conditions + [(state, [])])
        self.database = database
        values = conditions.flatMap(\.values)
        sql = """
            SELECT \(BilledRow.selection) FROM submission \(clause)
            ORDER BY reserved_at, id LIMIT \(filter.limit ?? -1)
            """
    }

    func forEach(_ take: (BilledSubmission) throws -> Void) throws {
        try database.forEachRow(sql, values) { reader in
            let row = try BilledRow.reading(&reader)
            try take(row.submission(row.isCorrected ? corrections(of: row) : []))
        }
    }

    /// What each later charge changed, from the journal.
    private func corrections(of row: BilledRow) throws -> [BilledSubmission.Correction] {
        var corrections: [BilledSubmission.Correction] = []
        var amount = BilledSubmission.Amount.zero
        for posted in try PostedCharge.all(of: row.id, in: database) {
            if let reason = posted.reason, posted.amount != amount {
                corrections.append(
                    BilledSubmission.Correction(
                        amount: posted.amount - amount, source: posted.charge.source,
                        reason: reason, recordedAt: posted.at))
            }
            amount = posted.amount
        }
        guard amount == BilledSubmission.Amount(row.charge) else {
            throw LedgerError(
                .unreadable,
                "the charge of submission \(row.id) does not follow from its entries", .verify)
        }
        return corrections
    }
}

extension Ledger {
    /// Reads charges in one snapshot, on a thread of its own.
    ///
    /// - Parameter body: called on another thread, beside the one that reads.
    package func readBilling<Result: Sendable>(
        matching filter: SubmissionFilter,
        _ body: @escaping @Sendable (BillingReading) throws -> Result
    ) async throws -> Result {
        try await file.readAside { database in
            let query = try BillingQuery(filter, in: database)
            let head = try Hexadecimal.text(of: Journal.head(database).hash)
            let ledgerID = try Journal.ledgerID(database)
            return try RowFeed.run({ try query.forEach($1) }) {
                try body(BillingReading(head: head, ledgerID: ledgerID, $0))
            }
        }
    }
}
