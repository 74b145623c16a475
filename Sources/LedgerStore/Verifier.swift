import Accounting
import Foundation
import GRDB

/// What a check of the whole ledger found.
package struct Verification: Hashable, Sendable {
    package let entries: Int
    /// The hash of the last entry, in hexadecimal.
    package let head: String
    /// One sentence for each thing that is wrong; at most ``Verifier/problemLimit``.
    package let problems: [String]

    package var isInOrder: Bool { problems.isEmpty }
}

extension Ledger {
    /// Replays the journal and compares everything that follows from it, then checks the file itself.
    package func verify() throws -> Verification {
        try file.read { try Verifier(ledger: $0).run() }
    }
}

/// Checks a ledger against its own journal.
///
/// The journal is replayed with the ``Projector`` into an empty database of the same schema. Where a
/// table differs from its replay, the row and the column are named.
struct Verifier {
    let ledger: Database

    static let problemLimit = 100

    func run() throws -> Verification {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "bursar-verify-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("replay.sqlite").path
        let (replayed, schema) = try scratch(at: path)
        return try replayed.writeWithoutTransaction { try check(against: $0, schema) }
    }

    private func check(against replayed: Database, _ schema: [String: String]) throws
        -> Verification
    {
        var problems: [String] = []
        var replay = Replay(into: replayed)
        do {
            problems += try integrityProblems()
            try replayed.inTransaction {
                try Journal.forEachLine(in: ledger) { replay.take($0) }
                replay.finish()
                return .commit
            }
            problems += replay.problems
            let comparison = Comparison(
                ledger: ledger, replayed: replayed, expected: schema)
            problems += try comparison.schemaProblems()
            if replay.isComplete {
                let differences = try comparison.tableProblems()
                // Sums over what is no longer true say nothing more.
                problems += differences.isEmpty ? try windowProblems() : differences
            }
        } catch let error as DatabaseError {
            problems.append("the file is damaged: \(error.message ?? "\(error.resultCode)")")
        } catch let error as LedgerError where error.isAboutTheFile {
            problems.append("the file is damaged: \(error.description)")
        }
        return Verification(
            entries: replay.count, head: replay.hash.hexadecimal,
            problems: Array(problems.prefix(Verifier.problemLimit)))
    }

    private func scratch(at path: String) throws -> (DatabaseQueue, schema: [String: String]) {
        var configuration = Configuration()
        // The journal is not copied, so what refers to its lines would have nothing to refer to.
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let schema = try queue.writeWithoutTransaction { database in
            // It lives for a moment, and alone. 64 MiB of it are kept in memory.
            try database.execute(
                sql: """
                    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
                    PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;
                    """)
            for migration in Schema.migrations { try database.execute(sql: migration) }
            let schema = try Comparison.schema(of: database)
            // A replay looks nothing up by these.
            try database.execute(
                sql: """
                    DROP INDEX submission_held; DROP INDEX submission_duplicate;
                    DROP INDEX submission_generation; DROP INDEX entry_of_submission;
                    """)
            return schema
        }
        return (queue, schema)
    }

    private func integrityProblems() throws -> [String] {
        let found = try String.fetchAll(ledger, sql: "PRAGMA integrity_check(20)")
        let broken = found.filter { $0 != "ok" }.map { "SQLite finds: \($0)" }
        let orphans = try Row.fetchAll(ledger, sql: "PRAGMA foreign_key_check").prefix(20)
        return broken
            + orphans.map { row in
                "table \(row[0] as String? ?? "?") refers to a row that is not there"
            }
    }

    /// A second count, by another way: a window holds what its submissions hold.
    private func windowProblems() throws -> [String] {
        let budgets = Budgets(database: ledger)
        var recounts = try budgets.all().map { budget in
            Recount(budget: budget, windows: try budgets.storedWindows(of: budget))
        }
        try Budgets.forEachHolding(in: ledger, from: .distantPast, to: .distantFuture) {
            subject, instant, holding in
            for index in recounts.indices {
                try recounts[index].add(holding, of: subject, at: instant)
            }
        }
        return recounts.flatMap(\.problems)
    }
}

/// The windows of one budget, counted anew from the submissions.
private struct Recount {
    private let budget: Budget
    private let windows: [Window]
    private var counted: [Holding]
    /// Submissions come more or less in the order of time, so the last window is the likely one.
    private var latest = 0

    init(budget: Budget, windows: [Window]) {
        self.budget = budget
        self.windows = windows
        counted = Array(repeating: .nothing, count: windows.count)
    }

    mutating func add(_ holding: Holding, of subject: Subject, at instant: Instant) throws {
        guard budget.scope.matches(subject), !windows.isEmpty else { return }
        if !windows[latest].period.contains(instant) {
            guard let found = windows.firstIndex(where: { $0.period.contains(instant) }) else {
                return
            }
            latest = found
        }
        counted[latest] = try counted[latest].adding(holding)
    }

    var problems: [String] {
        zip(windows, counted).filter { $0.holding != $1 }.map { window, counted in
            "budget '\(budget.name)' from \(window.period.start) holds"
                + " \(window.holding.spent.display) spent and \(window.holding.reserved.display)"
                + " reserved, and its submissions \(counted.spent.display) and"
                + " \(counted.reserved.display)"
        }
    }
}

/// Takes the lines of the journal one by one, checks the chain, and applies what they say.
private struct Replay {
    private let projector: Projector
    private(set) var problems: [String] = []
    private(set) var count = 0
    private(set) var hash = Journal.Head.empty.hash
    private var lastSeq: Int64 = 0
    /// False once an entry could not be applied: then nothing can be compared.
    private(set) var isComplete = true

    init(into database: Database) {
        projector = Projector(Budgets(database: database))
    }

    mutating func take(_ line: Journal.Line) {
        if line.seq != lastSeq + 1 { note("journal entry \(lastSeq + 1) is missing") }
        if line.expectedHash(after: hash) != line.hash {
            note("journal entry \(line.seq) (\(line.kind)) does not match its hash")
        }
        count += 1
        hash = line.hash
        lastSeq = line.seq
        guard isComplete else { return }
        do {
            let (entry, placement) = try line.contents()
            try projector.apply(entry, placement, seq: line.seq, at: line.at)
        } catch {
            isComplete = false
            note("journal entry \(line.seq) (\(line.kind)) cannot be replayed: \(error)")
        }
    }

    mutating func finish() {
        guard isComplete else { return }
        do {
            try projector.flush()
        } catch {
            isComplete = false
            note("what the journal says cannot stand together: \(error)")
        }
    }

    private mutating func note(_ problem: String) {
        if problems.count < Verifier.problemLimit { problems.append(problem) }
    }
}
