/// Why bytes are no CSV that can be read, and where.
package struct CSVError: Error, Hashable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case unendedQuote, textAfterQuote, backslash, tooLong, tooManyCells, notUTF8, utf16
    }

    package let kind: Kind
    /// The first is 1.
    package let line: Int
    /// The first is 0.
    package let column: Int

    init(_ kind: Kind, line: Int, column: Int) {
        self.kind = kind
        self.line = line
        self.column = column
    }

    /// One line without a full stop and without the place.
    package var description: String {
        switch kind {
        case .unendedQuote:
            "the quotation mark that begins here has no end; write a quotation mark inside a cell twice"
        case .textAfterQuote:
            "text follows the quotation mark that ends the cell; write a quotation mark inside a cell"
                + " twice"
        case .backslash:
            "a backslash stands before a quotation mark; put the cell in quotation marks, and write one"
                + " inside it twice, without a backslash"
        case .tooLong:
            "the cell is longer than \(CSVReader.longestCell) bytes; a quotation mark in it may be missing"
        case .tooManyCells: "the row has more than \(CSVReader.mostCells) cells"
        case .notUTF8:
            "it is not UTF-8 text, but perhaps Latin-1 or Windows-1252; save it as CSV in UTF-8"
        case .utf16: "it is UTF-16 text; save it as CSV in UTF-8"
        }
    }
}
