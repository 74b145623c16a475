import Accounting
import Text

/// Why it is not known which columns of a table are which fields of a record.
package struct ColumnMappingError: Error, Hashable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// Several columns may be one field.
        case ambiguous(ColumnUse)
        /// No column is any of these fields, of which one is needed.
        case missing([RecordField])
        case noSuchColumn(String)
        /// Several columns have the title that a person named.
        case sameTitle(String)
        /// One column was stated for two fields.
        case takenTwice(ColumnUse, ColumnUse)
        /// One field was stated with two columns.
        case statedTwice(ColumnUse)
        /// The table is a report of sums, or of differences: it has no submissions.
        case sums, differences
    }

    package let kind: Kind
    /// The header of the table.
    package let titles: [String]
    /// The columns that it is about.
    package let columns: [Int]

    init(_ kind: Kind, _ titles: [String], _ columns: [Int]) {
        self.kind = kind
        self.titles = titles
        self.columns = columns
    }

    /// One line without a full stop and without advice.
    package var description: String {
        switch kind {
        case .ambiguous(let use):
            "\(use.name) may be \(list(columns, "or"))"
        case .missing(let fields):
            "no column is taken for \(fields.map(\.rawValue).joined(separator: " or ")); the header has"
                + " \(list(Array(titles.indices), "and"))"
        case .noSuchColumn(let name):
            "no column is called '\(name)'; the header has \(list(Array(titles.indices), "and"))"
        case .sameTitle(let name): "'\(name)' may be \(list(columns, "or"))"
        case .takenTwice(let first, let second):
            "\(list(columns, "and")) is stated for both \(first.name) and \(second.name)"
        case .statedTwice(let use): "two columns are stated for \(use.name)"
        case .sums: "it is a report: its rows are sums, and an import takes submissions"
        case .differences:
            "it is a reconciliation: its rows are differences, and an import takes submissions"
        }
    }

    /// `column 3, 'Cost', or column 5, 'Amount'`, at most twelve of them.
    private func list(_ columns: [Int], _ word: String) -> String {
        let shown = columns.prefix(12).map { column in
            titles[column].isEmpty
                ? "column \(column + 1)"
                : "'\(TerminalText.clipped(titles[column], to: 40))' (column \(column + 1))"
        }
        let rest = columns.count - shown.count
        let all = rest > 0 ? shown + ["\(rest) more"] : shown
        guard all.count > 1, let last = all.last else { return all.first ?? "no title" }
        return "\(all.dropLast().joined(separator: ", ")) \(word) \(last)"
    }
}
