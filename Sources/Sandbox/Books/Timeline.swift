import Accounting

/// Rows in the order of time, so that a page of a hundred thousand costs no sorting.
///
/// Finding a place takes O(log n); a row that is not the newest pushes the newer ones along.
struct Timeline<Row: Sendable>: Sendable {
    /// Oldest first.
    private(set) var entries: [Entry] = []

    struct Entry: Sendable {
        let place: Place
        let row: Row
    }

    /// When, and of several at once the how-manieth.
    struct Place: Hashable, Comparable, Sendable {
        let at: Instant
        let number: Int

        static func < (left: Place, right: Place) -> Bool {
            (left.at, left.number) < (right.at, right.number)
        }
    }

    mutating func insert(_ row: Row, at place: Place) {
        let entry = Entry(place: place, row: row)
        guard let last = entries.last, place < last.place else { return entries.append(entry) }
        entries.insert(entry, at: count(before: place))
    }

    /// Many at once, sorted once.
    mutating func insert(_ added: [Entry]) {
        entries.append(contentsOf: added)
        entries.sort { $0.place < $1.place }
    }

    /// Takes rows out, and returns them oldest first.
    mutating func remove(where isMeant: (Row) -> Bool) -> [Entry] {
        let removed = entries.filter { isMeant($0.row) }
        if !removed.isEmpty { entries.removeAll { isMeant($0.row) } }
        return removed
    }

    /// How many rows lie before a place.
    func count(before place: Place) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].place < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// How many rows lie before an instant.
    func count(before instant: Instant) -> Int {
        count(before: Place(at: instant, number: Int.min))
    }

    /// How many rows lie at an instant or before it.
    func count(through instant: Instant) -> Int {
        count(before: Instant(microseconds: instant.microseconds + 1))
    }
}

extension Timeline {
    /// Some rows, newest first, and whether older ones match as well.
    struct Page {
        let entries: [Entry]
        let hasMore: Bool
    }

    /// The newest matching rows before a place, within `from..<to`, up to now.
    ///
    /// Reads no more rows than it takes to find `limit` and one that match.
    func page(
        from: Instant?, to: Instant?, before place: Place?, limit: Int, at now: Instant,
        matching isMeant: (Row) -> Bool
    ) -> Page {
        let start = from.map(count(before:)) ?? 0
        var end = count(through: now)
        if let to { end = min(end, count(before: to)) }
        if let place { end = min(end, count(before: place)) }
        guard start < end else { return Page(entries: [], hasMore: false) }
        var found: [Entry] = []
        for entry in entries[start..<end].reversed() where isMeant(entry.row) {
            if found.count == limit { return Page(entries: found, hasMore: true) }
            found.append(entry)
        }
        return Page(entries: found, hasMore: false)
    }
}
