package import Accounting

extension ProviderClient: ProviderBooks {
    package func logs(
        from start: Instant, to end: Instant, offset: Int, limit: Int, timeout: Duration
    ) async -> BooksOutcome<LogPage> {
        let question = Question.logs(from: start, to: end, offset: offset, limit: limit)
        return await read(question, timeout: timeout) { answer throws(UnreadableBook) in
            try LogPage(answer, offset: offset, limit: limit)
        }
    }

    package func transactions(
        from start: Instant, to end: Instant, cursor: String?, limit: Int, timeout: Duration
    ) async -> BooksOutcome<BillPage> {
        let question = Question.transactions(from: start, to: end, cursor: cursor, limit: limit)
        return await read(question, timeout: timeout, BillPage.init)
    }

    package func balance(timeout: Duration) async -> BooksOutcome<USD> {
        await read(.balance, timeout: timeout, USD.init(balance:))
    }

    /// The provider's own cap on the key, and the time by its clock.
    package func keyLimit(timeout: Duration) async -> BooksOutcome<KeyLimit> {
        await read(.keyLimit, timeout: timeout, KeyLimit.init)
    }

    package func catalogue(etag: String?, timeout: Duration) async -> BooksOutcome<CatalogueAnswer>
    {
        await read(.catalogue(etag: etag), timeout: timeout, CatalogueAnswer.init)
    }

    private func read<Value: Sendable>(
        _ question: Question, timeout: Duration,
        _ read: (BookAnswer) throws(UnreadableBook) -> Value
    ) async -> BooksOutcome<Value> {
        BooksClassification.outcome(
            of: await ask(question, timeout: timeout), isConditional: question.etag != nil,
            by: redaction, reading: read)
    }
}
