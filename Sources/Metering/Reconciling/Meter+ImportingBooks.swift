package import Accounting
import LedgerStore
package import Provider

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
        var reconciler = try Reconciler(self, from: firstDay, to: lastDay)
        try await reconciler.read(books, progress)
        var result = BookImport()
        result.failure = reconciler.statement.failure
        result.advice = reconciler.statement.advice
        guard reconciler.statement.isComplete else { return result }
        result.doubtful = reconciler.statement.differences
        try reconciler.noteImportable(&result)
        let count = try await reconciler.importNoted()
        result.usd = reconciler.statement.totals.ledger
        result.imported = count.imported
        result.skipped += count.skipped
        return result
    }
}

extension Reconciler {
    /// Notes the charges of the period that are to be imported, and counts the others.
    fileprivate func noteImportable(_ result: inout BookImport) throws {
        let reconciliation = reconciliation
        let lost = try lostSubmissions()
        try index.forEachUnclaimed { books in
            guard let at = books.at else { return }
            let day = meter.ledger.calendar.day(of: at)
            guard statement.contains(day) else { return }
            if books.billed == nil {
                result.unbilled += books.logged?.cost.map { $0.usd > .zero } == true ? 1 : 0
            } else if let owner = try owner(of: books) {
                let isSame = books.billed?.net == owner.charge?.usd ?? .zero
                if isSame { result.skipped += 1 } else { result.different += 1 }
            } else if let difference = reconciliation.ungoverned(books, day: day, lost: lost) {
                guard difference.remedy == .import else { return result.doubtful += 1 }
                try index.note(difference)
            }
        }
    }
}
