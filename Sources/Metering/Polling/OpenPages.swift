import Accounting
import LedgerStore

/// What one round of polls asks after: the submissions that are in some states when it begins, each once,
/// read a page at a time.
///
/// A round begins anywhere in their order and ends there, so that the same few are not always the first.
/// What comes into a state later is left for the next round, which therefore comes.
struct OpenPages {
    /// A part of one state, in the order of ids.
    private struct Stretch {
        let state: SubmissionState
        var after = ""
        let through: String
    }

    private let ledger: Ledger
    private var stretches: [Stretch] = []
    private var page: ArraySlice<Submission> = []
    /// How many were not handed over yet.
    private(set) var left = 0

    /// - Parameter chance: where to begin, from 0 to 1.
    init(of states: [SubmissionState], in ledger: Ledger, from chance: Double) throws {
        self.ledger = ledger
        let counts = try states.map { try ledger.count(in: $0) }
        left = counts.reduce(0, +)
        guard left > 0 else { return }
        var place = Int(Double(left) * chance) % left
        var before: [Stretch] = []
        for (state, count) in zip(states, counts) where count > 0 {
            guard let last = try ledger.id(in: state, at: count - 1) else { continue }
            if place >= count {
                before.append(Stretch(state: state, through: last))
            } else if place > 0, let middle = try ledger.id(in: state, at: place - 1) {
                before.append(Stretch(state: state, through: middle))
                stretches.append(Stretch(state: state, after: middle, through: last))
            } else {
                stretches.append(Stretch(state: state, through: last))
            }
            place = max(0, place - count)
        }
        stretches += before
    }

    /// Nil when all were handed over.
    mutating func next() throws -> Submission? {
        while page.isEmpty {
            guard let stretch = stretches.first else {
                left = 0
                return nil
            }
            let read = try ledger.page(
                of: stretch.state, after: stretch.after, through: stretch.through)
            if let last = read.last {
                stretches[0].after = last
            } else {
                stretches.removeFirst()
            }
            page = read.submissions[...]
            left = max(0, left - read.failures.count)
        }
        left = max(0, left - 1)
        return page.popFirst()
    }
}
