import Text

/// A table of text that fits a width: gaps become narrower, then columns, then columns are left out.
///
/// Amounts are never cut. Columns that may be cut are cut with `…`; then the column with the
/// highest `dropRank` is left out, and so on until the rest fits.
struct TextTable {
    struct Column {
        enum Kind {
            case left, right
            /// Amounts, with their decimal points below each other.
            case decimal
            /// Drawn in whatever room the others leave, from `least` to `most` columns.
            case bar(least: Int, most: Int)
        }

        let title: String
        let kind: Kind
        /// How narrow it may be cut; nil when it must not be.
        var least: Int?
        /// How narrow it may be cut while another column can be left out instead.
        var wanted = 0
        /// Zero when it must not be left out.
        var dropRank = 0
    }

    struct Cell {
        var text = ""
        var tone = Tone.plain
        /// The same text in several tones, where one is not enough.
        var painted: String?
        /// For a column of bars: this much of that much.
        var bar: (value: Int64, whole: Int64)?
    }

    enum Row {
        /// The titles of the columns, the first in bold and, where given, in other words.
        case titles(first: String? = nil)
        case cells([Cell])
        case blank
    }

    let columns: [Column]
    let rows: [Row]

    func lines(style: TextStyle) -> [String] {
        var widths = TableWidths(columns)
        rows.forEach { widths.take($0) }
        let layout = TableLayout(widths, columns: style.columns)
        return rows.map { layout.line(of: $0, style: style) }
    }
}
