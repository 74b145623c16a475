package import Accounting
package import LedgerStore
package import Provider

/// The outcome of reading the provider's price list.
package enum PriceSync: Sendable, Hashable {
    /// It is what it was.
    case unchanged
    /// It was taken down: how many models it prices, how many it names without a price that could be
    /// read, and which cost something else than before.
    case taken(models: Int, unreadable: Int, changes: [PriceChange])
    /// The prices that were known stay in force.
    case failed(Fault)
}

extension Meter {
    private static let catalogueMemo = "catalogue"
    private static let freshForSeconds = 24 * 3600

    /// Records the provider's public price list where it has changed.
    ///
    /// A list that cannot be fetched or read changes nothing.
    ///
    /// - Throws: ``LedgerError``; `CancellationError`.
    package func syncPrices(from books: any ProviderBooks, _ observe: Observer) async throws
        -> PriceSync
    {
        let tag = try ledger.cached(Meter.catalogueMemo)?.text
        let outcome = await books.catalogue(etag: tag, timeout: .seconds(60))
        try Task.checkCancellation()
        switch outcome {
        case .notModified:
            try await ledger.cache(tag ?? "", as: Meter.catalogueMemo, at: clock.now())
            return .unchanged
        case .answer(let catalogue):
            return try await dated(by: books).take(catalogue, observe)
        case .unavailable(let fault, _), .rejected(_, let fault): return .failed(fault)
        }
    }

    /// Asks for the price list when the last look at it is a day old. Nil when it is not.
    func refreshPrices(from books: any ProviderBooks, _ observe: Observer) async throws
        -> PriceSync?
    {
        if let last = try ledger.cached(Meter.catalogueMemo)?.at,
            last <= clock.now(), clock.now().seconds(since: last) < Int64(Meter.freshForSeconds)
        {
            return nil
        }
        return try await syncPrices(from: books, observe)
    }

    private func take(_ catalogue: CatalogueAnswer, _ observe: Observer) async throws -> PriceSync {
        let now = recordingTime
        let videos = catalogue.entries.filter { ($0.type ?? "video").lowercased() == "video" }
        let (listings, unreadable) = PriceListing.all(of: videos, at: now)
        // An answer without any model counts as none, so that the next sync reads the list again.
        guard !videos.isEmpty else {
            return .failed(
                Fault(name: "empty_list", message: "the provider's list names no video model"))
        }
        let taken = try await ledger.list(listings, names: ModelNames.Listed(videos), at: now)
        taken.alerts.forEach { observe(.alerted($0)) }
        try await ledger.cache(catalogue.etag ?? "", as: Meter.catalogueMemo, at: now)
        return .taken(
            models: listings.count { !$0.prices.isEmpty }, unreadable: unreadable,
            changes: taken.changes)
    }
}
