import Foundation
import GRDB
import Text

extension Ledger {
    /// Replays the journal and compares everything that follows from it, and checks the file itself
    /// meanwhile.
    package func verify() async throws -> Verification {
        async let examination = file.readAside { Examination(of: $0) }
        let comparison = try await file.readAside { try Verifier(ledger: $0).compare() }
        return try await Verification(comparison, examination)
    }
}

/// Checks a ledger against its own journal.
///
/// The journal is replayed with the ``Projector`` into an empty database of the same schema. Where a
/// table differs from its replay, the row and the column are named.
///
///     journal ─▶ ChainCheck (this thread) ─▶ Replay (another) ─▶ ProjectionDiff
struct Verifier {
    let ledger: Database

    static let problemLimit = 100

    /// All of it on the calling thread's connection, one after the other.
    func run(in parent: URL = FileManager.default.temporaryDirectory) throws -> Verification {
        try Verification(compare(in: parent), Examination(of: ledger))
    }

    /// - Parameter parent: where the folder for the replay is made.
    /// - Throws: ``LedgerError`` when there is no room for it.
    func compare(in parent: URL = FileManager.default.temporaryDirectory) throws
        -> JournalComparison
    {
        let scratch = try VerifierScratch(in: parent)
        defer { scratch.remove() }
        do {
            let (replayed, schema) = try scratch.makeDatabase(withIndexes: false)
            return try compare(with: replayed, schema, in: scratch)
        } catch let error as DatabaseError {
            if let failure = scratch.failure(error) { throw failure.error }
            throw error
        } catch let failure as VerifierScratch.Failure {
            throw failure.error
        }
    }

    private func compare(
        with replayed: DatabaseQueue, _ schema: [String: String], in scratch: VerifierScratch
    ) throws -> JournalComparison {
        var chain = ChainCheck()
        var hasSameTables = false
        let problems: Result<[String], any Error>
        do {
            let obstacle = try replay(&chain, into: replayed, in: scratch)
            var found = chain.problems + [obstacle].compactMap(\.self)
            try replayed.writeWithoutTransaction { replayed in
                let comparison = ProjectionDiff(
                    ledger: ledger, replayed: replayed, expected: schema)
                found += try comparison.schemaProblems()
                guard obstacle == nil else { return }
                let differences = try comparison.tableProblems()
                hasSameTables = differences.isEmpty
                found += differences
            }
            problems = .success(found)
        } catch {
            if let failure = (error as? DatabaseError).flatMap(scratch.failure) { throw failure }
            if error is VerifierScratch.Failure { throw error }
            problems = .failure(error)
        }
        return JournalComparison(
            entries: chain.count, head: Hexadecimal.text(of: chain.hash), problems: problems,
            hasSameTables: hasSameTables)
    }

    /// How many lines are handed over at once.
    private static let linesAtOnce = 256

    /// - Returns: why the journal could not be replayed to its end; nil when it was.
    private func replay(
        _ chain: inout ChainCheck, into queue: DatabaseQueue, in scratch: VerifierScratch
    ) throws -> String? {
        let thread = ReplayThread(into: queue, in: scratch)
        var lines: [ReplayedLine] = []
        var failure: (any Error)?
        do {
            try Journal.forEachLine(in: ledger) { line in
                lines.append(chain.read(line))
                guard lines.count == Verifier.linesAtOnce else { return }
                _ = thread.give(lines)
                lines.removeAll(keepingCapacity: true)
            }
            _ = thread.give(lines)
        } catch {
            failure = error
        }
        let obstacle = try thread.finish()
        if let failure { throw failure }
        return obstacle
    }
}
