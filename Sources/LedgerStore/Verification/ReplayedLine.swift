import Accounting
import Foundation

/// A line of the journal, read for its replay.
struct ReplayedLine: Sendable {
    let seq: Int64
    let at: Instant
    let kind: String
    let contents: Result<(entry: Entry, calendarFacts: CalendarFacts), any Error>
}

/// Takes the lines of the journal one by one, checks the chain and reads what they say.
struct ChainCheck {
    private(set) var problems: [String] = []
    private(set) var count = 0
    private(set) var hash = Journal.Head.empty.hash
    private var lastSeq: Int64 = 0

    mutating func read(_ line: Journal.Line) -> ReplayedLine {
        if line.seq != lastSeq + 1 { note("journal entry \(lastSeq + 1) is missing") }
        if line.expectedHash(after: hash) != line.hash {
            note("journal entry \(line.seq) (\(line.kind)) does not match its hash")
        }
        count += 1
        hash = line.hash
        lastSeq = line.seq
        return ReplayedLine(
            seq: line.seq, at: line.at, kind: line.kind,
            contents: Result { try line.contents() })
    }

    private mutating func note(_ problem: String) {
        if problems.count < Verifier.problemLimit { problems.append(problem) }
    }
}
