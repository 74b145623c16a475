/// One row of a table: its cells as texts, and the line that it begins on, the first being 1.
package struct CSVRow: Hashable, Sendable {
    package let line: Int
    package let cells: [String]

    package init(line: Int, cells: [String]) {
        self.line = line
        self.cells = cells
    }
}

/// The rows of CSV, one at a time, from bytes that come in pieces.
///
/// RFC 4180: cells in quotation marks may have separators, line ends and doubled quotation marks.
/// Lines end with LF, CR LF or CR. Blanks around a quoted cell are none of it; a quotation mark inside
/// an unquoted cell is a character like others, but after a backslash it is refused. Rows without any text are passed over.
///
///     var reader = CSVReader(separator: ",", more: chunks)
///     while let row = try reader.next() { … }
package struct CSVReader {
    private let separator: UInt8
    /// The next bytes; none at the end.
    private let more: () throws -> [UInt8]
    private var chunk: [UInt8]
    private var index = 0
    private var line: Int
    private var cell: [UInt8] = []

    /// Bytes of the longest cell: more than any record has, and little memory.
    static let longestCell = 1 << 20
    /// Cells of the longest row, as many as a spreadsheet has columns.
    static let mostCells = 16_384

    /// - Parameters:
    ///   - head: the first bytes, which were read already.
    ///   - line: the number of the line that they begin.
    package init(
        separator: CSVSeparator, head: [UInt8] = [], line: Int = 1,
        more: @escaping () throws -> [UInt8]
    ) {
        self.separator = separator.rawValue
        self.more = more
        self.line = line
        chunk = head
    }

    /// The next row that has any text; nil after the last.
    package mutating func next() throws -> CSVRow? {
        while try peek() != nil {
            let row = try row()
            if row.cells.contains(where: { $0.contains { !$0.isWhitespace } }) { return row }
        }
        return nil
    }

    private enum End { case cell, row }

    private mutating func row() throws -> CSVRow {
        let first = line
        var cells: [String] = []
        while true {
            let end = try readCell(cells.count)
            guard let text = String(validating: cell, as: UTF8.self) else {
                throw CSVError(.notUTF8, line: first, column: cells.count)
            }
            cells.append(text)
            if end == .row { return CSVRow(line: first, cells: cells) }
            guard cells.count < CSVReader.mostCells else {
                throw CSVError(.tooManyCells, line: first, column: cells.count)
            }
        }
    }

    /// Leaves the bytes of the next cell in `cell`.
    private mutating func readCell(_ column: Int) throws -> End {
        cell.removeAll(keepingCapacity: true)
        let first = line
        while let byte = try peek(), isBlank(byte) {
            try append(byte, line: first, column)
            index += 1
        }
        if try peek() == UInt8(ascii: "\"") {
            index += 1
            cell.removeAll(keepingCapacity: true)
            try readQuoted(column)
            return try endOfQuoted(column)
        }
        while let byte = try take() {
            if byte == separator { return .cell }
            if try endsLine(byte) { return .row }
            if byte == UInt8(ascii: "\""), cell.last == UInt8(ascii: "\\") {
                throw CSVError(.backslash, line: first, column: column)
            }
            try append(byte, line: first, column)
        }
        return .row
    }

    private mutating func readQuoted(_ column: Int) throws {
        let first = line
        while let byte = try take() {
            if byte == UInt8(ascii: "\"") {
                guard try peek() == byte else { return }
                index += 1
            } else if byte == UInt8(ascii: "\r"), try peek() == UInt8(ascii: "\n") {
                // Counted once, at its LF.
            } else if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") {
                line += 1
            }
            try append(byte, line: first, column)
        }
        throw CSVError(.unendedQuote, line: first, column: column)
    }

    private mutating func endOfQuoted(_ column: Int) throws -> End {
        while let byte = try take() {
            if byte == separator { return .cell }
            if isBlank(byte) { continue }
            let before = line
            guard try endsLine(byte) else {
                throw CSVError(.textAfterQuote, line: before, column: column)
            }
            return .row
        }
        return .row
    }

    /// Whether the byte that was taken ends a line; takes the LF after a CR as well.
    private mutating func endsLine(_ byte: UInt8) throws -> Bool {
        guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { return false }
        if byte == UInt8(ascii: "\r"), try peek() == UInt8(ascii: "\n") { index += 1 }
        line += 1
        return true
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (byte == UInt8(ascii: "\t") && separator != byte)
    }

    private mutating func append(_ byte: UInt8, line: Int, _ column: Int) throws {
        guard cell.count < CSVReader.longestCell else {
            throw CSVError(.tooLong, line: line, column: column)
        }
        cell.append(byte)
    }

    /// The next byte, which stays; nil at the end.
    private mutating func peek() throws -> UInt8? {
        if index == chunk.count {
            chunk = try more()
            index = 0
            if chunk.isEmpty { return nil }
        }
        return chunk[index]
    }

    private mutating func take() throws -> UInt8? {
        let byte = try peek()
        if byte != nil { index += 1 }
        return byte
    }
}
