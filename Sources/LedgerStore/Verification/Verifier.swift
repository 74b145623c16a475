import Accounting
import Foundation
import GRDB
import Text

/// What a check of the whole ledger found.
package struct Verification: Hashable, Sendable {
    package let entries: Int
    /// The hash of the last entry, in hexadecimal.
    package let head: String
    /// One sentence for each thing that is wrong; at most ``Verifier/problemLimit``.
    package let problems: [String]
    /// One for each thing that is odd, and as it was recorded; as many at most.
    package let notes: [String]

    package var isInOrder: Bool { problems.isEmpty }
}

extension Ledger {
    /// Replays the journal and compares everything that follows from it, then checks the file itself.
    package func verify() async throws -> Verification {
        try await file.readAside { try Verifier(ledger: $0).run() }
    }
}

/// Checks a ledger against its own journal.
///
/// The journal is replayed with the ``Projector`` into an empty database of the same schema. Where a
/// table differs from its replay, the row and the column are named.
struct Verifier {
    let ledger: Database

    static let problemLimit = 100

    /// - Parameter parent: where the folder for the replay is made.
    /// - Throws: ``LedgerError`` when there is no room for it.
    func run(in parent: URL = FileManager.default.temporaryDirectory) throws -> Verification {
        let scratch = try VerifierScratch(in: parent)
        defer { scratch.remove() }
        do {
            let (replayed, schema) = try self.scratch(at: scratch.path)
            return try replayed.writeWithoutTransaction {
                try check(against: $0, schema, in: scratch)
            }
        } catch let error as DatabaseError {
            if let failure = scratch.failure(error) { throw failure.error }
            throw error
        } catch let failure as VerifierScratch.Failure {
            throw failure.error
        }
    }

    private func check(
        against replayed: Database, _ schema: [String: String], in scratch: VerifierScratch
    ) throws -> Verification {
        var problems: [String] = []
        var notes: [String] = []
        var replay = Replay(into: replayed)
        do {
            problems += try integrityProblems()
            try replayed.inTransaction {
                try Journal.forEachLine(in: ledger) { try replay.take($0, in: scratch) }
                try replay.finish(in: scratch)
                return .commit
            }
            problems += replay.problems
            let comparison = ProjectionDiff(
                ledger: ledger, replayed: replayed, expected: schema)
            problems += try comparison.schemaProblems()
            if replay.isComplete {
                let differences = try comparison.tableProblems()
                // Where rows differ the sums over them differ as well.
                problems += differences.isEmpty ? try windowProblems() : differences
            }
            // Only then are the texts of the tables those of the journal.
            if problems.isEmpty { notes = try hiddenText() }
        } catch let error as DatabaseError {
            if let failure = scratch.failure(error) { throw failure }
            problems.append("the file is damaged: \(error.message ?? "\(error.resultCode)")")
        } catch let error as LedgerError where error.isAboutTheFile {
            problems.append("the file is damaged: \(error.description)")
        }
        return Verification(
            entries: replay.count, head: Hexadecimal.text(of: replay.hash),
            problems: Array(problems.prefix(Verifier.problemLimit)),
            notes: Array(notes.prefix(Verifier.problemLimit)))
    }

    private func scratch(at path: String) throws -> (DatabaseQueue, schema: [String: String]) {
        var configuration = Configuration()
        // The journal is not copied, so what refers to its lines would have nothing to refer to.
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let schema = try queue.writeWithoutTransaction { database in
            // It is used by this process alone, and removed at the end. 64 MiB of it are kept in memory.
            try database.execute(
                sql: """
                    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
                    PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;
                    """)
            for migration in Schema.migrations { try database.execute(sql: migration) }
            let schema = try ProjectionDiff.schema(of: database)
            // A replay looks nothing up by these.
            try database.execute(
                sql: """
                    DROP INDEX submission_held; DROP INDEX submission_duplicate;
                    DROP INDEX submission_generation; DROP INDEX entry_of_submission;
                    DROP INDEX submission_source; DROP INDEX submission_by_charge;
                    """)
            return schema
        }
        return (queue, schema)
    }

    private func integrityProblems() throws -> [String] {
        let found = try ledger.rows("PRAGMA integrity_check(20)") { try $0.text() }
        let broken = found.filter { $0 != "ok" }.map { "SQLite finds: \($0)" }
        let orphans = try ledger.rows("PRAGMA foreign_key_check") { try $0.textOrNil() }
        return broken
            + orphans.prefix(20).map { "table \($0 ?? "?") refers to a row that is not there" }
    }

    /// Programs show a text only up to a NUL. Releases before format 4 imported history with such texts.
    private func hiddenText() throws -> [String] {
        let others = [
            "prompt", "memo", "announced", "outbox", "channel", "delivery", "client_request",
        ]
        let tables = Schema.projections + others.map { (table: $0, key: [String]()) }
        return try tables.flatMap { table, key -> [String] in
            let name =
                key.isEmpty ? "'a row'" : key.map { "quote(\($0))" }.joined(separator: "||' '||")
            return try ledger.columns(of: table).filter { $0.type == "TEXT" }.flatMap { column in
                try ledger.rows(
                    """
                    SELECT \(name) FROM \(table)
                    WHERE instr(CAST("\(column.name)" AS BLOB), x'00') > 0
                    LIMIT \(Verifier.problemLimit)
                    """, read: { try $0.text() }
                ).map { "\(table) \($0) has a NUL in \(column.name), and stays as it was recorded" }
            }
        }
    }

    /// A second count, from the submissions: a window holds what they hold.
    private func windowProblems() throws -> [String] {
        let budgets = Budgets(database: ledger)
        let names = try budgets.names()
        var recounts = try budgets.all().map { budget in
            WindowAudit(
                budget: budget, windows: try budgets.windows.stored(of: budget), names: names)
        }
        try Budgets.forEachHolding(in: ledger, from: .distantPast, to: .distantFuture) {
            subject, instant, holding in
            for index in recounts.indices {
                try recounts[index].add(holding, of: subject, at: instant)
            }
        }
        recounts.removeAll(where: \.isRight)
        guard !recounts.isEmpty, let calendar = try Ledger.settings(in: ledger)?.calendar else {
            return []
        }
        return recounts.flatMap { $0.problems(calendar) }
    }
}
