import Text

extension RecordTable {
    /// What the table is taken for, for people: how its cells are separated, and each column.
    ///
    ///     CSV, cells separated by semicolons, 3 columns:
    ///       Date    reserved_at
    ///       Cost    usd
    ///       Notes   not used
    package var lines: [String] {
        let titles = mapping.titles.enumerated().map { index, title in
            title.isEmpty
                ? "column \(index + 1)" : TerminalText.clipped(TerminalText.escaped(title), to: 40)
        }
        let width = titles.map(TerminalText.width).max() ?? 0
        let columns = zip(titles, mapping.uses).map { title, use in
            "  \(TerminalText.paddedRight(title, to: width))  \(words(use))"
        }
        return [
            "CSV, cells separated by \(separator.words), \(Count.text(titles.count, "column")):"
        ] + columns
    }

    private func words(_ use: ColumnUse?) -> String {
        switch use {
        case .field(.reservedAt) where mapping.timesAreUTC: "reserved_at, in UTC"
        case .field, .label: TerminalText.escaped(use?.name ?? "")
        case .currency: "checked: US dollars only"
        case .direction: "checked: no refunds and no payments"
        case nil: "not used"
        }
    }
}
