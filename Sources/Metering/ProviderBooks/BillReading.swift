import Accounting

/// One reading of the bill, page by page: which of its lines were on the page before, and whether another
/// reading brought the same.
struct BillReading {
    /// How many lines a page has.
    let limit: Int
    /// Whether a page brought what was on the page before it, or came before it.
    private(set) var hasMoved = false

    /// Lines that landed after the first reading are left out: else two readings of a bill in use would
    /// never agree.
    private let landedUntil: Instant?
    private var page: [BillLine] = []
    private var oldest: Instant?
    private var newest: Instant?
    /// Of all lines, in any order: there may be half a million.
    private var count = 0
    private var hashes = 0

    /// - Parameter earlier: the reading before this one; nil for the first.
    init(limit: Int, after earlier: BillReading?) {
        self.limit = limit
        landedUntil = earlier.flatMap { $0.landedUntil ?? $0.newest }
    }

    /// Whether the page is the one before, whole: then the bill stands still.
    func isRepeated(_ lines: [BillLine]) -> Bool { !lines.isEmpty && lines == page }

    /// The lines of a page that were not on the page before it.
    mutating func take(_ lines: [BillLine]) -> [BillLine] {
        // Two that are alike on one page are two; of three on two pages one may be new.
        var seen = Dictionary(page.map { ($0, 1) }, uniquingKeysWith: +)
        var news: [BillLine] = []
        for line in lines {
            if let oldest, line.createdAt > oldest { hasMoved = true }
            if let times = seen[line], times > 0 {
                seen[line] = times - 1
                hasMoved = true
            } else {
                news.append(line)
            }
        }
        page = lines
        oldest = lines.map(\.createdAt).min() ?? oldest
        if let landedUntil { news.removeAll { $0.createdAt > landedUntil } }
        for line in news {
            newest = max(newest ?? line.createdAt, line.createdAt)
            count += 1
            hashes &+= line.hashValue
        }
        return news
    }

    /// Whether both brought the same lines.
    func agrees(with other: BillReading) -> Bool {
        count == other.count && hashes == other.hashes
    }
}
