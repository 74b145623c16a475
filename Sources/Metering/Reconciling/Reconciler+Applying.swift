import Accounting
import LedgerStore

extension Reconciler {
    private static let batchSize = 256

    /// Has the ledger say what the bill says, one submission after another.
    ///
    /// Each is looked at again: what somebody else has put right meanwhile needs nothing more.
    mutating func apply(_ observe: Observer) throws {
        var last: Int64 = 0
        while true {
            let batch = try index.differences(
                with: .apply, after: last, limit: Reconciler.batchSize)
            guard let end = batch.last else { return }
            try Task.checkCancellation()
            for (number, difference) in batch {
                guard let id = difference.submissionID,
                    let submission = try meter.ledger.submission(id),
                    try putRight(submission, observe)
                else { continue }
                try index.markApplied(number)
                statement.applied += 1
                statement.count(of: difference.model) { $0.take(difference) }
            }
            last = end.number
        }
    }

    /// - Returns: whether the ledger agrees with the bill now.
    private func putRight(_ submission: Submission, _ observe: Observer) throws -> Bool {
        let books = try index.generation(of: submission)
        guard let event = reconciliation.correction(of: submission, in: books) else {
            return reconciliation.outcome(of: submission, in: books) == .agrees
        }
        return try !meter.recordEach([(submission, event)], observe).recorded.isEmpty
    }

    /// Takes in every ungoverned charge that was noted: all in one transaction, or none.
    ///
    /// - Returns: how many there were.
    mutating func importNoted() throws -> ImportCount {
        var after = statement
        var last: Int64 = 0
        var batch: [(number: Int64, difference: Difference)] = []
        let count = try meter.ledger.importHistory(at: meter.clock.now()) {
            if batch.isEmpty {
                batch = try index.differences(
                    with: .import, after: last, limit: Reconciler.batchSize)
                batch.reverse()
            }
            guard let (number, difference) = batch.popLast() else { return nil }
            last = number
            after.applied += 1
            after.count(of: difference.model) { $0.take(difference) }
            return difference.historyRecord
        }
        try index.markApplied(allWith: .import)
        statement = after
        return count
    }
}
