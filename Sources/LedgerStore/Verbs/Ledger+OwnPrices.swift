package import Accounting
import GRDB

/// Prices that are set by hand.
extension Ledger {
    /// Sets a price from now on; charges before it raise no reservation any more.
    package func set(_ price: Price, at instant: Instant) async throws {
        try await post(at: instant) { posting in
            try posting.post(.priceSet(price))
            let book = try Ledger.priceBook(in: posting.database)
            try forget(book.lessons(of: price.model, in: book.mode(of: price)), posting)
        }
    }

    /// Ends a person's own prices of a model, under whichever of its names they were set.
    ///
    /// - Parameter mode: only the one for this mode; nil for all of them.
    /// - Returns: the prices that are in force no longer.
    package func unsetPrices(of model: Name, mode: Mode?, at instant: Instant) async throws
        -> [Price]
    {
        try await post(at: instant) { posting in
            let book = try Ledger.priceBook(in: posting.database)
            let ended = book.prices.filter { price in
                price.source == .user && book.names.isSame(price.model, model)
                    && (mode == nil || book.mode(of: price) == mode)
            }
            for (index, price) in ended.enumerated()
            where !ended[..<index].contains(where: price.isFor) {
                try posting.post(.priceUnset(model: price.model, mode: price.mode))
            }
            return ended
        }
    }

    /// Keeps the charges of a model so far from raising its reservations.
    ///
    /// - Returns: how many charges that were.
    package func forgetCharges(of model: Name, at instant: Instant) async throws -> Int {
        try await post(at: instant) { posting in
            let book = try Ledger.priceBook(in: posting.database)
            let keys = book.lessons(of: model)
            try forget(keys, posting)
            return book.experiences.filter { keys.contains($0.key) }
                .reduce(0) { $0 + $1.recent.count }
        }
    }

    /// An entry says of which model and mode; there may be several units.
    private func forget(_ keys: [ChargeStatistics.Key], _ posting: Posting) throws {
        for (index, key) in keys.enumerated() where !keys[..<index].contains(where: key.isLike) {
            try posting.post(.priceForgotten(model: key.model, mode: key.mode))
        }
    }
}

extension Price {
    fileprivate func isFor(_ other: Price) -> Bool {
        model == other.model && mode == other.mode
    }
}

extension ChargeStatistics.Key {
    fileprivate func isLike(_ other: ChargeStatistics.Key) -> Bool {
        model == other.model && mode == other.mode
    }
}
