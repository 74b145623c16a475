import Accounting
import GRDB
import Text

/// What was recorded between the head that a statement shows and the entry of its closing.
///
/// A change of the month there would be neither in the statement nor among the adjustments of the next one,
/// and so would one of a month that was closed before.
struct ClosingGap {
    let closing: MonthClosing
    /// The number of the entry that closes the month.
    let seq: Int64

    init(after closing: MonthClosing, before seq: Int64) {
        self.closing = closing
        self.seq = seq
    }

    /// Whether the head is still what the statement shows, and nothing in between belongs to a closed month.
    func isClear(in ledger: Database) throws -> Bool {
        try flaw(in: ledger) == nil
    }

    /// What is wrong with it, to follow a name of the closing; nil where nothing is.
    func flaw(in ledger: Database) throws -> String? {
        let head = try ledger.firstRow("SELECT hash FROM entry WHERE seq = ?", [closing.entries]) {
            Hexadecimal.text(of: try $0.bytes())
        }
        guard head == closing.head else {
            return "shows entry \(closing.entries) with another hash"
        }
        guard closing.entries < seq - 1 else { return nil }
        let found = try ledger.firstRow(
            ClosingGap.foreign, [closing.entries, seq, closing.month.description, seq]
        ) { try $0.int64() }
        return found.map { "leaves out entry \($0), which came before it" }
    }

    private static let foreign = """
        SELECT entry.seq FROM entry LEFT JOIN submission ON submission.id = entry.submission_id
        WHERE entry.seq > ? AND entry.seq < ? AND (entry.kind = 'month_closed'
            OR substr(submission.day, 1, 7) = ? OR substr(submission.day, 1, 7) IN
                (SELECT month FROM month_closing WHERE seq < ?))
        ORDER BY entry.seq LIMIT 1
        """

    /// One sentence for each closing of a ledger that something is wrong with.
    static func problems(in ledger: Database) throws -> [String] {
        try MonthClosingRow.all(in: ledger).compactMap { closed in
            try ClosingGap(after: closed.closing, before: closed.entry).flaw(in: ledger).map {
                "the closing of \(closed.month), entry \(closed.entry), \($0)"
            }
        }
    }
}
