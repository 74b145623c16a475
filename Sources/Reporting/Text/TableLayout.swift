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
        var line = ""
        // Blanks are written once a word follows them.
        var blanks = 0
        for (place, (index, width)) in shown.enumerated() {
            if place > 0 { blanks += gap }
            guard !cells.isEmpty else { continue }
            let column = widths.columns[index]
            var cell = cells[index]
            if case .decimal = column.kind, isAmounts {
                cell.text = widths.aligned(cell.text, in: index)
            }
            let part = TableLayout.part(cell, column, width)
            blanks += part.before
            guard !part.words.isEmpty else { continue }
            TableLayout.append(blanks, to: &line)
            line += part.painted ?? style.paint(part.words, cell.tone)
            blanks = part.after
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

    /// What stands in a cell, and the blanks around it.
    private struct Part {
        let words: String
        let painted: String?
        var before = 0
        var after = 0

        /// - Parameter missing: how many blanks there are besides those of the text.
        init(_ text: String, painted: String? = nil, missing: Int, isRight: Bool) {
            self.painted = painted
            let (space, bytes) = (UInt8(ascii: " "), text.utf8)
            if bytes.first != space, bytes.last != space {
                words = text
            } else if let start = bytes.firstIndex(where: { $0 != space }),
                let last = bytes.lastIndex(where: { $0 != space })
            {
                let end = bytes.index(after: last)
                words = String(text[start..<end])
                before = bytes.distance(from: bytes.startIndex, to: start)
                after = bytes.distance(from: end, to: bytes.endIndex)
            } else {
                words = ""
                before = bytes.count
            }
            let blanks = max(0, missing)
            if words.isEmpty || isRight { before += blanks } else { after += blanks }
        }
    }

    private static func part(_ cell: TextTable.Cell, _ column: TextTable.Column, _ width: Int)
        -> Part
    {
        let used = TerminalText.width(cell.text)
        switch column.kind {
        case .left:
            if used <= width {
                return Part(
                    cell.text, painted: cell.painted, missing: width - used, isRight: false)
            }
            let text = TerminalText.clipped(cell.text, to: width)
            return Part(text, missing: width - TerminalText.width(text), isRight: false)
        case .right, .decimal:
            return Part(cell.text, missing: width - used, isRight: true)
        case .bar(let least, _):
            guard let bar = cell.bar else {
                return Part(cell.text, missing: width - used, isRight: false)
            }
            let text = width < least ? "" : Bar.solid(bar.value, of: bar.whole, columns: width)
            return Part(text, missing: width - TerminalText.width(text), isRight: false)
        }
    }

    private static let blanks = (0...64).map { String(repeating: " ", count: $0) }

    private static func append(_ count: Int, to line: inout String) {
        let isShort = blanks.indices.contains(count)
        line += isShort ? blanks[count] : String(repeating: " ", count: count)
    }
}
