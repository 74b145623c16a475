package import Accounting
import LedgerStore
package import Provider
import Synchronization

/// What became of taking in the provider's books as history.
package struct BookImport: Hashable, Sendable {
    package var imported = 0
    /// What the imported ones come to.
    package var usd = USD.zero
    /// In the ledger already, with the same amount.
    package var skipped = 0
    /// In the ledger already, with another amount: for a reconciliation.
    package var different = 0
    /// Not imported, because it may be a submission whose answer was lost, or has no generation.
    package var doubtful = 0
    /// Requests that the log has a cost for, and the bill no charge.
    package var unbilled = 0
    /// Why a book was not read to its end; then nothing was imported.
    package var failure: String?
    /// What can be done about that.
    package var advice = Advice.tryLater

    package init() {}
}

extension Meter {
    /// Takes in what the provider charged from one day to another, both inclusive, and the ledger does
    /// not have: the amounts of the bill, and the times and models of the log where it has them.
    ///
    /// All of it in one transaction; nothing where a book could not be read to its end.
    ///
    /// - Throws: ``LedgerError``; `CancellationError`.
    package func importBooks(
        from firstDay: Day, to lastDay: Day, over books: any ProviderBooks,
        progress: @escaping @Sendable (BookProgress) -> Void = { _ in }
    ) async throws -> BookImport {
        var period = try BooksOfPeriod(self, from: firstDay, to: lastDay)
        try await period.read(books, progress)
        var result = BookImport()
        result.failure = period.statement.failure
        result.advice = period.statement.advice
        guard period.statement.isComplete else { return result }
        result.doubtful = period.statement.differences
        var reconciler = Reconciler(period)
        try reconciler.noteImportable(&result)
        let count = try await reconciler.importNoted()
        result.usd = reconciler.period.statement.totals.ledger
        result.imported = count.imported
        result.skipped += count.skipped
        return result
    }
}

extension Reconciler {
    /// Notes the charges of the period that are to be imported, and counts the others.
    fileprivate func noteImportable(_ result: inout BookImport) throws {
        let reconciliation = period.reconciliation
        let lost = try lostSubmissions()
        try period.index.forEachUnclaimed { books in
            guard let at = books.at else { return }
            let day = meter.ledger.calendar.day(of: at)
            guard period.statement.contains(day) else { return }
            if books.billed == nil {
                result.unbilled += books.logged?.cost.map { $0.usd > .zero } == true ? 1 : 0
            } else if let owner = try owner(of: books) {
                let isSame = books.billed?.net == owner.charge?.usd ?? .zero
                if isSame { result.skipped += 1 } else { result.different += 1 }
            } else if let difference = reconciliation.ungoverned(books, day: day, lost: lost) {
                guard difference.remedy == .import else { return result.doubtful += 1 }
                try period.index.note(difference)
            }
        }
    }

    /// Takes in every ungoverned charge that was noted: all in one transaction, or none.
    ///
    /// - Returns: how many there were.
    mutating func importNoted() async throws -> ImportCount {
        let noted = NotedCharges(period.index, period.statement)
        let count = try await meter.ledger.importHistory(at: meter.clock.now()) {
            try noted.next()
        }
        try period.index.markApplied(allWith: .import)
        period.statement = noted.statement
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
            state.statement.count(of: difference.model, on: difference.day) {
                $0.take(difference)
            }
            return difference.historyRecord
        }
    }
}
