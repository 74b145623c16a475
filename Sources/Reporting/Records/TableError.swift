import Text

/// Why a row of a table is no record, with its line and its column.
package struct TableError: Error, Hashable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case csv(CSVError.Kind, String)
        /// A row has another number of cells than the header.
        case cells(Int, expected: Int)
        case flaw(CellFlaw, field: String, value: String)
        /// What a record with these values lacks, in words.
        case record(String)
    }

    package let kind: Kind
    package let line: Int
    /// The title of the column, or its number where it has none; nil where it is about no column.
    package let column: String?

    /// `line 5, column 'Cost': …`, one line without a full stop.
    package var description: String {
        let place = column.map { "line \(line), column \($0)" } ?? "line \(line)"
        return "\(place): \(words)"
    }

    private var words: String {
        switch kind {
        case .csv(_, let words), .record(let words): words
        case .cells(let count, let expected):
            "the row has \(Count.text(count, "cell")), and the header has \(expected); a text with a"
                + " separator or a line end in it stands in quotation marks"
        case .flaw(let flaw, let field, let value):
            "\(field) is \"\(TerminalText.clipped(TerminalText.escaped(value), to: 60))\"; \(flaw.words)"
        }
    }
}
