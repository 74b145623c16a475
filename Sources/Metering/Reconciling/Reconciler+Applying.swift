import Accounting
import LedgerStore
import Synchronization

extension Reconciler {
    private static let batchSize = 256

    /// Has the ledger say what the bill says, one submission after another.
    ///
    /// Each is looked at again: what another process has put right meanwhile needs nothing more.
    mutating func apply(_ observe: Observer) async throws {
        var last: Int64 = 0
        while true {
            let batch = try index.differences(
                with: .apply, after: last, limit: Reconciler.batchSize)
            guard let end = batch.last else { return }
            try Task.checkCancellation()
            for (number, difference) in batch {
                guard let id = difference.submissionID,
                    let submission = try meter.ledger.submission(id),
                    try await putRight(submission, observe)
                else { continue }
                try index.markApplied(number)
                statement.applied += 1
                statement.count(of: difference.model) { $0.take(difference) }
            }
            last = end.number
        }
    }

    /// - Returns: whether the ledger agrees with the bill now.
    private func putRight(_ submission: Submission, _ observe: Observer) async throws -> Bool {
        let books = try index.generation(of: submission)
        guard let event = reconciliation.correction(of: submission, in: books) else {
            return reconciliation.outcome(of: submission, in: books) == .agrees
        }
        return try await !meter.recordEach([(submission, event)], observe).recorded.isEmpty
    }

    /// Takes in every ungoverned charge that was noted: all in one transaction, or none.
    ///
    /// - Returns: how many there were.
    mutating func importNoted() async throws -> ImportCount {
        let noted = NotedCharges(index, statement)
        let count = try await meter.ledger.importHistory(at: meter.clock.now()) {
            try noted.next()
        }
        try index.markApplied(allWith: .import)
        statement = noted.statement
        return count
    }
}

/// The ungoverned charges that were noted, one after another.
private final class NotedCharges: Sendable {
    private struct State {
        var statement: ReconciliationStatement
        var last: Int64 = 0
        var batch: [(number: Int64, difference: Difference)] = []
    }

    private let index: BillIndex
    private let state: Mutex<State>

    private static let batchSize = 256

    init(_ index: BillIndex, _ statement: ReconciliationStatement) {
        self.index = index
        state = Mutex(State(statement: statement))
    }

    /// What is true once those that were handed over are taken in.
    var statement: ReconciliationStatement { state.withLock { $0.statement } }

    func next() throws -> HistoryRecord? {
        try state.withLock { state in
            if state.batch.isEmpty {
                state.batch = try index.differences(
                    with: .import, after: state.last, limit: NotedCharges.batchSize)
                state.batch.reverse()
            }
            guard let (number, difference) = state.batch.popLast() else { return nil }
            state.last = number
            state.statement.applied += 1
            state.statement.count(of: difference.model) { $0.take(difference) }
            return difference.historyRecord
        }
    }
}
