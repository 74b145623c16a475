import Text

/// Which columns of a table are shown, how wide, and how far apart.
struct TableLayout {
    private let widths: TableWidths
    private let shown: [(index: Int, width: Int)]
    private let gap: Int

    /// - Parameter room: the terminal's columns.
    init(_ widths: TableWidths, columns room: Int) {
        self.widths = widths
        (shown, gap) = TableLayout.fitting(widths.columns, widths.natural, room)
    }

    /// The titles of the columns for which there is no room.
    var leftOut: [String] {
        widths.columns.indices.filter { index in !shown.contains { $0.index == index } }
            .map { widths.columns[$0].title }
    }

    /// The cells of a row beside each other, without spaces at the end.
    func line(of row: TextTable.Row, style: TextStyle) -> String {
        let cells = row.cells(in: widths.columns)
        let isAmounts = if case .cells = row { true } else { false }
        let parts = shown.map { index, width in
            var cell = cells.isEmpty ? TextTable.Cell() : cells[index]
            if case .decimal = widths.columns[index].kind, isAmounts {
                cell.text = widths.aligned(cell.text, in: index)
            }
            return padded(cell, widths.columns[index], width)
        }
        let space = UInt8(ascii: " ")
        let last = parts.lastIndex { $0.text.utf8.contains { $0 != space } } ?? -1
        var line = ""
        for (index, part) in parts.prefix(last + 1).enumerated() {
            if index > 0 { line += String(repeating: " ", count: gap) }
            var content = part.text[...]
            if index == last { while content.utf8.last == space { content.removeLast() } }
            let start = content.utf8.firstIndex { $0 != space } ?? content.endIndex
            let indent = content[..<start]
            let words = String(content[start...])
            line += indent + (part.painted ?? style.paint(words, part.tone))
        }
        return line
    }

    private static func fitting(
        _ columns: [TextTable.Column], _ natural: [Int], _ room: Int
    ) -> ([(index: Int, width: Int)], gap: Int) {
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

    private func padded(_ cell: TextTable.Cell, _ column: TextTable.Column, _ width: Int) -> Part {
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
}
