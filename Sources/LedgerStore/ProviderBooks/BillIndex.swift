package import Accounting
import GRDB

/// The provider's books of a period, folded into one row per generation, in a file without a name.
///
/// It is private to this value and gone with it: SQLite keeps it in memory while it is small, and else
/// in a temporary file that no other process can open. So a bill of any length needs no more memory than a
/// short one.
package final class BillIndex: Sendable {
    private let queue: DatabaseQueue

    /// - Throws: ``LedgerError`` when there is no room for it.
    package init() throws {
        var configuration = Configuration()
        configuration.label = "bill index"
        queue = try BillIndex.translating {
            try DatabaseQueue(path: "", configuration: configuration)
        }
        try access { database in
            // Nothing of it outlives a crash anyway.
            try database.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            try database.execute(sql: BillIndex.schema)
        }
    }

    private static let schema = """
        CREATE TABLE generation (
            id TEXT PRIMARY KEY,
            charged INTEGER NOT NULL DEFAULT 0,
            refunded INTEGER NOT NULL DEFAULT 0,
            charges INTEGER NOT NULL DEFAULT 0,
            first_at INTEGER,
            model TEXT,
            -- What is odd about an amount of the bill, and the credits that its lines name.
            oddity TEXT,
            credits INTEGER NOT NULL DEFAULT 0,
            log_at INTEGER,
            log_status TEXT,
            log_origin TEXT,
            log_model TEXT,
            log_nanos INTEGER,
            client_id TEXT,
            -- Whether a submission was found for it.
            is_claimed INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX generation_of_client ON generation (client_id) WHERE client_id IS NOT NULL;

        CREATE TABLE difference (
            n INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            submission_id TEXT,
            generation_id TEXT,
            model TEXT NOT NULL,
            day TEXT NOT NULL,
            ledger INTEGER,
            billed INTEGER,
            logged INTEGER,
            at INTEGER NOT NULL,
            remedy TEXT NOT NULL,
            message TEXT NOT NULL,
            is_applied INTEGER NOT NULL
        ) STRICT;
        """

    func access<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try BillIndex.translating { try queue.writeWithoutTransaction(body) }
    }

    /// Its file is temporary, so every error of it counts as a full disk.
    private static func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw LedgerError(
                error.resultCode == .SQLITE_FULL ? .full : .unreadable,
                "the provider's books could not be kept in a temporary file"
                    + " (\(error.message ?? "\(error.resultCode)")); free some space, or name another"
                    + " folder with SQLITE_TMPDIR")
        }
    }
}

extension BillIndex {
    /// Adds a line of the bill to its generation. Lines that name none are passed over.
    package func add(_ line: BillLine) throws {
        guard let id = line.referenceID else { return }
        let isCharge = line.direction == .charge
        try access { database in
            try database.run(
                """
                INSERT INTO generation
                    (id, charged, refunded, charges, first_at, model, oddity, credits)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?8, ?9)
                ON CONFLICT (id) DO UPDATE SET
                    charged = min(charged + ?2, ?7), refunded = min(refunded + ?3, ?7),
                    charges = charges + ?4, first_at = min(coalesce(first_at, ?5), ?5),
                    model = coalesce(model, ?6), oddity = coalesce(oddity, ?8),
                    credits = max(min(credits + ?9, ?10), -?10)
                """,
                [
                    id, isCharge ? line.amount.nanos : 0, isCharge ? 0 : line.amount.nanos,
                    isCharge ? 1 : 0, line.createdAt.microseconds, line.model,
                    USD.largestReadable.nanos, line.remark, line.signedCredits,
                    USD.largestReadable.credits,
                ])
        }
    }

    /// Removes all lines of the bill, and the differences: it is read again, or cannot be used.
    package func forgetBill() throws {
        try access { database in
            try database.run("DELETE FROM difference")
            try database.run("DELETE FROM generation WHERE log_at IS NULL")
            try database.run(
                """
                UPDATE generation SET charged = 0, refunded = 0, charges = 0, first_at = NULL,
                    model = NULL, oddity = NULL, credits = 0 WHERE charges > 0 OR refunded > 0
                """)
        }
    }

    /// Keeps a row of the log with its generation. A failure may be listed beside what came of it, and
    /// gives way. Rows that name no generation are passed over.
    package func add(_ row: LogRow) throws {
        guard let id = row.inferenceID else { return }
        let client = row.clientRequestID.flatMap { SubmissionID($0) }?.description
        try access { database in
            try database.run(
                """
                INSERT INTO generation
                    (id, log_at, log_status, log_origin, log_model, log_nanos, client_id)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    log_at = excluded.log_at, log_status = excluded.log_status,
                    log_origin = excluded.log_origin, log_model = excluded.log_model,
                    log_nanos = excluded.log_nanos, client_id = excluded.client_id
                WHERE log_at IS NULL OR log_status = 'failed'
                """,
                [
                    id, row.created.microseconds, row.status.word, row.origin, row.model,
                    row.cost?.usd.nanos, client ?? row.clientRequestID,
                ])
        }
    }
}
