import Text

/// A table of text that fits a width: it gives up its gaps, then room, then whole columns.
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
        let aligned = alignedRows()
        let layout = layout(naturalWidths(of: aligned), columns: style.columns)
        return aligned.map { cells in
            let parts = layout.columns.map { index, width in
                padded(cells.isEmpty ? Cell() : cells[index], columns[index], width)
            }
            return line(of: parts, gap: layout.gap, style: style)
        }
    }

    /// The titles of the columns for which there is no room.
    func leftOut(style: TextStyle) -> [String] {
        let shown = layout(naturalWidths(of: alignedRows()), columns: style.columns).columns
        return columns.indices.filter { index in !shown.contains { $0.index == index } }
            .map { columns[$0].title }
    }

    /// Every row as cells, with the amounts of one column padded to one another.
    private func alignedRows() -> [[Cell]] {
        var result = rows.map { row in
            switch row {
            case .blank: [] as [Cell]
            case .cells(let cells): cells
            case .titles(let first):
                columns.enumerated().map { index, column in
                    Cell(
                        text: index == 0 ? first ?? column.title : column.title,
                        tone: index == 0 ? .bold : .dim)
                }
            }
        }
        for index in columns.indices {
            guard case .decimal = columns[index].kind else { continue }
            let amounts = rows.indices.filter { if case .cells = rows[$0] { true } else { false } }
            let texts = DecimalAlignment.aligned(amounts.map { result[$0][index].text })
            for (row, text) in zip(amounts, texts) { result[row][index].text = text }
        }
        return result
    }

    private func naturalWidths(of rows: [[Cell]]) -> [Int] {
        columns.indices.map { index in
            if case .bar(_, let most) = columns[index].kind { return most }
            return rows.filter { !$0.isEmpty }.map { TerminalText.width($0[index].text) }.max() ?? 0
        }
    }

    private typealias Layout = (columns: [(index: Int, width: Int)], gap: Int)

    private func layout(_ natural: [Int], columns room: Int) -> Layout {
        var shown = Array(columns.indices)
        while true {
            let dropped = shown.filter { columns[$0].dropRank > 0 }
                .max { columns[$0].dropRank < columns[$1].dropRank }
            let least = shown.map { index in
                let least = columns[index].least ?? natural[index]
                let wanted = dropped == nil ? 0 : columns[index].wanted
                return min(natural[index], max(least, wanted))
            }
            for gap in [2, 1] {
                var left = room - least.reduce(0, +) - gap * (shown.count - 1)
                guard left >= 0 || (dropped == nil && gap == 1) else { continue }
                let widths = zip(shown, least).map { index, width in
                    let more = min(max(0, left), natural[index] - width)
                    left -= more
                    return (index: index, width: width + more)
                }
                return (widths, gap)
            }
            shown.removeAll { $0 == dropped }
        }
    }

    private typealias Part = (text: String, tone: Tone, painted: String?)

    private func padded(_ cell: Cell, _ column: Column, _ width: Int) -> Part {
        switch column.kind {
        case .left:
            let text = TerminalText.clipped(cell.text, to: width)
            let painted = text == cell.text ? cell.painted : nil
            return (TerminalText.paddedRight(text, to: width), cell.tone, painted)
        case .right, .decimal:
            return (TerminalText.paddedLeft(cell.text, to: width), cell.tone, nil)
        case .bar(let least, _):
            let bar = cell.bar.map {
                width < least ? "" : Bar.solid($0.value, of: $0.whole, columns: width)
            }
            return (TerminalText.paddedRight(bar ?? cell.text, to: width), cell.tone, nil)
        }
    }

    /// The parts beside each other, without spaces at the end.
    private func line(of parts: [Part], gap: Int, style: TextStyle) -> String {
        let last = parts.lastIndex { $0.text.contains { $0 != " " } } ?? -1
        var line = ""
        for (index, part) in parts.prefix(last + 1).enumerated() {
            if index > 0 { line += String(repeating: " ", count: gap) }
            var content = part.text[...]
            if index == last { while content.last == " " { content.removeLast() } }
            let indent = content.prefix { $0 == " " }
            let words = String(content.dropFirst(indent.count))
            line += indent + (part.painted ?? style.paint(words, part.tone))
        }
        return line
    }
}
