import Accounting

/// The body of `POST /sandbox/books`, read as a whole before anything changes.
struct BooksRequest: Sendable {
    let entries: [PlantedEntry]
    let history: SyntheticHistory?
    /// The prices with all changes made.
    let prices: PriceList
    let troubles: [Trouble]
    let clearsTrouble: Bool
    let keyLimit: SpendingCap?

    init(_ fields: Fields, prices: PriceList, at now: Instant) throws(Rejection) {
        try fields.allow(only: [
            "entries", "history", "prices", "trouble", "clear_trouble", "key",
        ])
        var entries: [PlantedEntry] = []
        for entry in try fields.list("entries") { entries.append(try PlantedEntry(entry)) }
        self.entries = entries
        var troubles: [Trouble] = []
        for trouble in try fields.list("trouble") { troubles.append(try Trouble(trouble)) }
        self.troubles = troubles
        clearsTrouble = try fields.flag("clear_trouble") ?? false
        var changed = prices
        for change in try fields.list("prices") { try changed.apply(try PriceChange(change)) }
        self.prices = changed
        if let history = try fields.object("history") {
            self.history = try SyntheticHistory(history, prices: changed, at: now)
        } else {
            history = nil
        }
        if let key = try fields.object("key") {
            keyLimit = try SpendingCap(key)
        } else {
            keyLimit = nil
        }
    }
}

extension SpendingCap {
    /// `{"limit_usd":"25","retention":"month"}`.
    fileprivate init(_ fields: Fields) throws(Rejection) {
        try fields.allow(only: ["limit_usd", "retention"])
        self.init(
            nanos: try fields.required(fields.nanos("limit_usd"), "limit_usd"),
            retention: try fields.word("retention", Retention.self) ?? .noReset)
    }
}
