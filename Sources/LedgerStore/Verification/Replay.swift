import Foundation
import GRDB

/// Takes the lines of the journal one by one, checks the chain, and applies what they say.
struct Replay {
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

    /// - Throws: ``LedgerError`` when there is no room for the replay.
    mutating func take(_ line: Journal.Line, in scratch: VerifierScratch) throws {
        if line.seq != lastSeq + 1 { note("journal entry \(lastSeq + 1) is missing") }
        if line.expectedHash(after: hash) != line.hash {
            note("journal entry \(line.seq) (\(line.kind)) does not match its hash")
        }
        count += 1
        hash = line.hash
        lastSeq = line.seq
        guard isComplete else { return }
        do {
            let (entry, calendarFacts) = try line.contents()
            try projector.apply(entry, calendarFacts, seq: line.seq, at: line.at)
        } catch {
            if let failure = (error as? DatabaseError).flatMap(scratch.failure) { throw failure }
            isComplete = false
            note("journal entry \(line.seq) (\(line.kind)) cannot be replayed: \(error)")
        }
    }

    mutating func finish(in scratch: VerifierScratch) throws {
        guard isComplete else { return }
        do {
            try projector.flush()
        } catch {
            if let failure = (error as? DatabaseError).flatMap(scratch.failure) { throw failure }
            isComplete = false
            note("what the journal says cannot stand together: \(error)")
        }
    }

    private mutating func note(_ problem: String) {
        if problems.count < Verifier.problemLimit { problems.append(problem) }
    }
}
