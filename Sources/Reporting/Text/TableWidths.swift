import Text

/// How wide the columns of a table are where there is room, found row by row.
struct TableWidths {
    private(set) var columns: [TextTable.Column]
    private var measures: [Measure]

    private struct Measure {
        /// The widest cell that is no amount: a title, or any cell of another column.
        var text = 0
        var amounts = DecimalAlignment()
    }

    init(_ columns: [TextTable.Column]) {
        self.columns = columns
        measures = columns.map { _ in Measure() }
    }

    mutating func take(_ row: TextTable.Row) {
        let isTitles = if case .titles = row { true } else { false }
        for (index, cell) in row.cells(in: columns).enumerated() {
            if case .decimal = columns[index].kind, !isTitles {
                measures[index].amounts.take(cell.text)
            } else {
                let width = TerminalText.width(cell.text)
                measures[index].text = max(measures[index].text, width)
            }
        }
    }

    /// Puts a column of known width in the place of another.
    mutating func replace(_ index: Int, with column: TextTable.Column, width: Int) {
        columns[index] = column
        measures[index] = Measure(text: max(width, TerminalText.width(column.title)))
    }

    mutating func remove(_ index: Int) {
        columns.remove(at: index)
        measures.remove(at: index)
    }

    /// In terminal columns.
    var natural: [Int] {
        zip(columns, measures).map { column, measure in
            if case .bar(_, let most) = column.kind { return most }
            return max(measure.text, measure.amounts.width)
        }
    }

    func aligned(_ amount: String, in index: Int) -> String {
        measures[index].amounts.aligned(amount)
    }
}

extension TextTable.Row {
    /// One cell for each column; none in a blank row.
    func cells(in columns: [TextTable.Column]) -> [TextTable.Cell] {
        switch self {
        case .blank: []
        case .cells(let cells): cells
        case .titles(let first):
            columns.enumerated().map { index, column in
                TextTable.Cell(
                    text: index == 0 ? first ?? column.title : column.title,
                    tone: index == 0 ? .bold : .dim)
            }
        }
    }
}
