import Accounting

/// The rows of the provider's log, and those that will enter it.
///
/// A row stands where its request was received, but enters only when its generation has ended: so
/// offsets shift even before a fixed end, as they do at the provider.
struct LogBook: Sendable {
    private var listed = Timeline<Entry>()
    private var waiting: [(entry: Entry, place: Timeline<Entry>.Place)] = []

    struct Entry: Sendable {
        let row: LogRow
        /// When the row enters the log.
        let listedAt: Instant
        /// Until when the row has neither outcome nor cost.
        let decidedAt: Instant

        func row(at now: Instant) -> LogRow { now < decidedAt ? row.whileRunning : row }
    }

    mutating func record(_ entry: Entry, number: Int) {
        waiting.append((entry, .init(at: entry.row.created, number: number)))
    }

    /// Many rows that are there already, sorted once.
    mutating func record(_ rows: [LogRow], firstNumber: Int) {
        listed.insert(
            rows.enumerated().map { index, row in
                .init(
                    place: .init(at: row.created, number: firstNumber + index),
                    row: Entry(row: row, listedAt: row.created, decidedAt: row.created))
            })
    }

    /// Lets in what is due.
    mutating func advance(to now: Instant) {
        guard waiting.contains(where: { $0.entry.listedAt <= now }) else { return }
        for (entry, place) in waiting where entry.listedAt <= now {
            listed.insert(entry, at: place)
        }
        waiting.removeAll { $0.entry.listedAt <= now }
    }

    var count: Int { listed.entries.count }

    /// A page of the rows of a window, newest first, and how many there are in all.
    ///
    /// Without filters this reads the page alone.
    func page(
        _ window: LogWindow, offset: Int, limit: Int, at now: Instant,
        matching isMeant: ((LogRow) -> Bool)?
    ) -> (rows: [LogRow], total: Int) {
        let start = listed.count(before: window.start)
        let span = listed.entries[start..<max(start, listed.count(before: window.end))]
        guard let isMeant else {
            let page = span.reversed().dropFirst(offset).prefix(limit)
            return (page.map { $0.row.row(at: now) }, span.count)
        }
        let rows = span.reversed().map { $0.row.row(at: now) }.filter(isMeant)
        return (Array(rows.dropFirst(offset).prefix(limit)), rows.count)
    }
}
