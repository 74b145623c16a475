package import Accounting
import LedgerStore
package import Provider

/// What came of a reconciliation.
package struct ReconcileResult: Sendable {
    package let statement: ReconciliationStatement
    private let index: BillIndex

    init(_ reconciler: Reconciler) {
        statement = reconciler.period.statement
        index = reconciler.period.index
    }

    /// Hands over every difference that was found, by day, those that were put right among them.
    package func forEachDifference(_ body: (Difference) throws -> Void) throws {
        try index.forEachDifference(body)
    }
}

/// What is to be done about differences.
package struct ReconcileOptions: Hashable, Sendable {
    /// The ledger takes over what the bill says of its submissions.
    package var applies = false
    /// The ledger takes in the charges that it does not have.
    package var imports = false

    package init() {}
}

extension Meter {
    /// Compares the ledger with the provider's own books, from one day to another, both inclusive.
    ///
    /// A submission belongs to its own day, and its lines on the bill with it, wherever they lie: the
    /// bill is read to now, however old the period. What no submission claims belongs to the day on
    /// which it was asked for, if the log has it, else to that of its charge.
    ///
    /// From a bill that was not read to its end nothing is applied, and nothing concluded but from
    /// what it shows. Doing it twice changes nothing the second time. How much of each day's bill the
    /// ledger has submissions for is kept, as it was before anything was put right.
    ///
    /// - Parameter progress: called with how much was read, page by page.
    /// - Throws: ``LedgerError``; `CancellationError`: what was put right by then stays so.
    package func reconcile(
        from firstDay: Day, to lastDay: Day, over books: any ProviderBooks,
        _ options: ReconcileOptions = ReconcileOptions(),
        progress: @escaping @Sendable (BookProgress) -> Void = { _ in }, observe: Observer
    ) async throws -> ReconcileResult {
        var period = try BooksOfPeriod(self, from: firstDay, to: lastDay)
        try await period.read(books, progress)
        var reconciler = Reconciler(period)
        try await reconciler.compare()
        try Task.checkCancellation()
        await noteCaptured(reconciler.period.statement)
        if options.applies, period.isBillComplete { try await reconciler.apply(observe) }
        if options.imports, reconciler.period.statement.isComplete {
            _ = try await reconciler.importNoted()
        }
        return ReconcileResult(reconciler)
    }

    /// Keeps how much of each day's bill went through here, where all of it is known. What was compared is not
    /// lost for a ledger that cannot be written: the next time brings the same.
    private func noteCaptured(_ statement: ReconciliationStatement) async {
        guard statement.isComplete else { return }
        let days = statement.capturedDays { ledger.calendar.start(of: $0.advanced(by: 1)) }
        try? await ledger.note(days)
    }

    /// Raises one alert about the differences that are left, if any of them was never announced before.
    ///
    /// - Throws: ``LedgerError``.
    package func announce(_ result: ReconcileResult) async throws -> Alert? {
        let statement = result.statement
        return try await ledger.announce(
            { name in
                try result.forEachDifference { if $0.isNewsworthy { try name($0.identity) } }
            }, at: clock.now()
        ) { AlertDraft(.mismatch, .warning, statement.alertMessage(ofNew: $0)) }
    }
}
