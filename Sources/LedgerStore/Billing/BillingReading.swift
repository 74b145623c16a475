package import Accounting
import GRDB
import Text

/// The charges of submissions that a filter lets through and their corrections, within one snapshot of
/// the ledger.
///
/// They are read one submission at a time, the oldest first, so that memory does not grow with their
/// number. What was refused is not among them.
package struct BillingReading {
    private let database: Database
    private let sql: String
    private let values: [String]
    private let corrected: CorrectedMarks
    /// The hash of the last entry of the journal.
    package let head: String
    /// A name for the ledger that stays: the beginning of its first entry's hash. Empty for a ledger
    /// that is not made yet.
    package let ledgerID: String

    init(_ filter: SubmissionFilter, in database: Database) throws {
        let conditions = try filter.conditions(in: database)
        let state = filter.state.map(Ledger.condition(on:)) ?? "state <> 'refused'"
        let clause = Ledger.clause(conditions + [(state, [])])
        self.database = database
        values = conditions.flatMap(\.values)
        sql = """
            SELECT \(BilledRow.selection) FROM submission \(clause)
            ORDER BY reserved_at, id LIMIT \(filter.limit ?? -1)
            """
        head = try Hexadecimal.text(of: Journal.head(database).hash)
        ledgerID =
            try Journal.opening(database).map {
                String(Hexadecimal.text(of: $0.hash).prefix(12))
            } ?? ""
        var corrected = CorrectedMarks()
        // Without an index: one is kept up at every entry, and this is read at the end of a month.
        try database.forEachRow("SELECT submission_id FROM entry WHERE kind = 'adjusted'") {
            corrected.insert(try $0.text())
        }
        self.corrected = corrected
    }

    /// - Throws: ``LedgerError``, also for a row that cannot be read: books without it would be wrong.
    package func forEach(_ take: (BilledSubmission) throws -> Void) throws {
        try database.forEachRow(sql, values) { reader in
            let row = try BilledRow.reading(&reader)
            guard row.charge != nil, corrected.mayContain(row.id.description) else {
                return try take(row.submission([]))
            }
            try take(row.submission(try corrections(of: row)))
        }
    }

    /// What each later charge changed, from the journal.
    private func corrections(of row: BilledRow) throws -> [BilledSubmission.Correction] {
        var corrections: [BilledSubmission.Correction] = []
        var amount = BilledSubmission.Amount.zero
        let lines = try database.rows(
            """
            SELECT seq, at, kind, submission_id, body, hash FROM entry
            WHERE submission_id = ? ORDER BY seq
            """, [row.id.description], read: Journal.line)
        for line in lines {
            guard let charge = try BillingReading.charge(of: line) else { continue }
            let later = BilledSubmission.Amount(charge.value)
            if let reason = charge.reason, later != amount {
                corrections.append(
                    BilledSubmission.Correction(
                        amount: later - amount, source: charge.value.source, reason: reason,
                        recordedAt: line.at))
            }
            amount = later
        }
        guard amount == BilledSubmission.Amount(row.charge) else {
            throw LedgerError(
                .unreadable,
                "the charge of submission \(row.id) does not follow from its entries", .verify)
        }
        return corrections
    }

    /// What an entry says that was charged, with a reason where it is a correction.
    private static func charge(of line: Journal.Line) throws -> (value: Charge, reason: String?)? {
        let entry: Entry
        do {
            entry = try line.contents().entry
        } catch {
            throw LedgerError(.unreadable, "entry \(line.seq) is damaged", .verify)
        }
        switch entry {
        case .happened(_, .settled(let charge, _, _)): return (charge, nil)
        case .happened(_, .adjusted(let charge, let reason)): return (charge, reason)
        case .imported(let record, let id):
            return record.submission(id: id, day: Day(ordinal: 0)).charge.map { ($0, nil) }
        default: return nil
        }
    }
}

extension Ledger {
    /// Reads charges in one snapshot, on a thread of its own.
    package func readBilling<Result: Sendable>(
        matching filter: SubmissionFilter,
        _ body: @escaping @Sendable (BillingReading) throws -> Result
    ) async throws -> Result {
        try await file.readAside { database in
            try body(BillingReading(filter, in: database))
        }
    }
}
