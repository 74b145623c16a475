package import Accounting

/// What Bursar reads in the provider's own books. Nothing is changed there, and no call throws.
///
/// `timeout` holds for all of one call. Instants are sent in UTC and cut to milliseconds; spans are
/// half-open. A `limit` is 1 to 100: the provider rejects any other.
package protocol ProviderBooks: DatedProvider {
    /// A page of the request log, of at most 92 days. The provider answers 200 calls a minute.
    func logs(from start: Instant, to end: Instant, offset: Int, limit: Int, timeout: Duration)
        async -> BooksOutcome<LogPage>

    /// A page of the bill. The cursor is that of the page before, with the same span; nil at first.
    func transactions(
        from start: Instant, to end: Instant, cursor: String?, limit: Int, timeout: Duration
    ) async -> BooksOutcome<BillPage>

    /// What is left on the account; it may be negative.
    func balance(timeout: Duration) async -> BooksOutcome<USD>

    /// The public price list. The key is not sent. With the ETag of an earlier answer it may be
    /// ``BooksOutcome/notModified``.
    func catalogue(etag: String?, timeout: Duration) async -> BooksOutcome<CatalogueAnswer>
}
