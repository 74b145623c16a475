import Accounting

/// One section of the watch screen: a table under titles of its own.
protocol WatchSection {
    /// How many rows it has to show.
    var count: Int { get }
    /// How many rows it should have at least.
    var leastRows: Int { get }
    /// The text of an empty section; nil for one that is then left out.
    func emptyLine(_ style: TextStyle) -> String?
    /// A table of at most this many rows, its titles above.
    func table(rows: Int, style: TextStyle) -> TextTable
    /// What is said of the others, when not all have a place; nil where that is not shown.
    func remainder(after shown: Int) -> String?
}

extension WatchSection {
    func emptyLine(_ style: TextStyle) -> String? { nil }
    func remainder(after shown: Int) -> String? { nil }

    /// The titles and as many rows as there is room for.
    func shown(in rows: Int, style: TextStyle) -> [String] {
        if count == 0 { return emptyLine(style).map { [style.paint($0, .dim)] } ?? [] }
        guard count > rows, let remainder = remainder(after: rows - 1) else {
            return table(rows: rows, style: style).lines(style: style)
        }
        return table(rows: rows - 1, style: style).lines(style: style)
            + [style.paint(remainder, .dim)]
    }
}
