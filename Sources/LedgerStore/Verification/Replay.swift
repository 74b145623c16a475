import Foundation
import GRDB

/// Applies the lines of the journal, up to the first that cannot be applied.
struct Replay {
    private let projector: Projector
    private let scratch: VerifierScratch
    /// Why an entry could not be applied: then nothing can be compared.
    private(set) var problem: String?

    init(into database: Database, in scratch: VerifierScratch) {
        projector = Projector(Budgets(database: database))
        self.scratch = scratch
    }

    /// - Throws: ``VerifierScratch/Failure`` when there is no room for the replay.
    mutating func apply(_ line: ReplayedLine) throws {
        try attempt("journal entry \(line.seq) (\(line.kind)) cannot be replayed") { projector in
            let (entry, calendarFacts) = try line.contents.get()
            try projector.apply(entry, calendarFacts, seq: line.seq, at: line.at)
        }
    }

    mutating func finish() throws {
        try attempt("what the journal says cannot stand together") { try $0.flush() }
    }

    private mutating func attempt(_ problem: String, _ body: (Projector) throws -> Void) throws {
        guard self.problem == nil else { return }
        do {
            try body(projector)
        } catch {
            if let failure = (error as? DatabaseError).flatMap(scratch.failure) { throw failure }
            self.problem = "\(problem): \(error)"
        }
    }
}

/// A replay on a thread of its own, behind the thread that reads the journal.
final class ReplayThread: Sendable {
    private let lines = BoundedQueue<[ReplayedLine]>(capacity: 8)
    private let outcome = BoundedQueue<Result<String?, any Error>>(capacity: 1)

    init(into queue: DatabaseQueue, in scratch: VerifierScratch) {
        Thread.detachNewThread { [lines, outcome] in
            let result = Result { try ReplayThread.replay(lines, into: queue, in: scratch) }
            lines.leave()
            _ = outcome.give(result)
        }
    }

    /// - Returns: false when the replay has ended, and no more lines are of use.
    func give(_ lines: [ReplayedLine]) -> Bool { self.lines.give(lines) }

    /// Ends the replay and waits for its end.
    ///
    /// - Returns: why it could not be completed; nil when it was.
    /// - Throws: ``VerifierScratch/Failure`` when there is no room for it.
    func finish() throws -> String? {
        lines.finish()
        return try outcome.take()?.get()
    }

    private static func replay(
        _ lines: BoundedQueue<[ReplayedLine]>, into queue: DatabaseQueue,
        in scratch: VerifierScratch
    ) throws -> String? {
        try queue.writeWithoutTransaction { database in
            var replay = Replay(into: database, in: scratch)
            try database.inTransaction {
                while let some = lines.take() { try some.forEach { try replay.apply($0) } }
                try replay.finish()
                return .commit
            }
            return replay.problem
        }
    }
}
