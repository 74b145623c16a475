import Accounting
import LedgerStore

extension Meter {
    private static let batchSize = 256

    /// Has the ledger say what the bill says, one submission after another.
    ///
    /// Each is looked at again: what somebody else has put right meanwhile needs nothing more.
    func apply(
        _ reconciliation: Reconciliation, _ scratch: BillIndex,
        _ statement: inout ReconciliationStatement, _ observe: Observer
    ) throws {
        var last: Int64 = 0
        while true {
            let batch = try scratch.differences(with: .apply, after: last, limit: Meter.batchSize)
            guard let end = batch.last else { return }
            try Task.checkCancellation()
            for (number, difference) in batch {
                guard let id = difference.submissionID,
                    let submission = try ledger.submission(id),
                    try putRight(submission, reconciliation, scratch, observe)
                else { continue }
                try scratch.markApplied(number)
                statement.applied += 1
                statement.count(of: difference.model) { $0.take(difference) }
            }
            last = end.number
        }
    }

    /// - Returns: whether the ledger agrees with the bill now.
    private func putRight(
        _ submission: Submission, _ reconciliation: Reconciliation, _ scratch: BillIndex,
        _ observe: Observer
    ) throws -> Bool {
        let books = try scratch.generation(of: submission)
        guard let event = reconciliation.correction(of: submission, in: books) else {
            return reconciliation.outcome(of: submission, in: books) == .agrees
        }
        return try !recordEach([(submission, event)], observe).recorded.isEmpty
    }

    /// Takes in every ungoverned charge that was noted: all in one transaction, or none.
    ///
    /// - Returns: how many there were.
    func importNoted(_ scratch: BillIndex, _ statement: inout ReconciliationStatement) throws
        -> ImportCount
    {
        var after = statement
        var last: Int64 = 0
        var batch: [(number: Int64, difference: Difference)] = []
        let count = try ledger.importHistory(at: clock.now()) {
            if batch.isEmpty {
                batch = try scratch.differences(
                    with: .import, after: last, limit: Meter.batchSize)
                batch.reverse()
            }
            guard let (number, difference) = batch.popLast() else { return nil }
            last = number
            after.applied += 1
            after.count(of: difference.model) { $0.take(difference) }
            return difference.historyRecord
        }
        try scratch.markApplied(allWith: .import)
        statement = after
        return count
    }
}
