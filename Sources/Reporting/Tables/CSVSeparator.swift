/// What stands between the cells of a table.
package enum CSVSeparator: UInt8, CaseIterable, Sendable {
    // In the order of preference where a header has as many of two: commas occur in titles.
    case tab = 0x09
    case semicolon = 0x3B
    case comma = 0x2C

    package var words: String {
        switch self {
        case .comma: "commas"
        case .semicolon: "semicolons"
        case .tab: "tabs"
        }
    }
}

/// What the first bytes of a table say of its form: how cells are separated, and where they begin.
package struct CSVStart: Hashable, Sendable {
    package let separator: CSVSeparator
    /// How many bytes come before the header: a byte order mark, Excel's line `sep=;`, blank lines.
    package let headerOffset: Int
    /// The line of the header.
    package let line: Int

    /// - Parameter head: the first bytes of the file, with the whole header where it is not too long.
    /// - Throws: ``CSVError`` for what is UTF-16.
    package init(_ head: [UInt8]) throws {
        var rest = head[...]
        if rest.starts(with: [0xFF, 0xFE]) || rest.starts(with: [0xFE, 0xFF])
            || rest.prefix(4).contains(0)
        {
            throw CSVError(.utf16, line: 1, column: 0)
        }
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        var line = 1
        var stated: CSVSeparator?
        while let end = CSVStart.lineEnd(in: rest) {
            let text = rest[..<end.start]
            if let separator = CSVStart.statement(text) {
                stated = separator
            } else if !text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                break
            }
            rest = rest[end.next...]
            line += 1
        }
        separator = stated ?? CSVStart.mostFrequent(in: rest)
        headerOffset = rest.startIndex
        self.line = line
    }

    private static func lineEnd(in bytes: ArraySlice<UInt8>) -> (start: Int, next: Int)? {
        guard let start = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return nil }
        let isPair =
            bytes[start] == 0x0D && bytes.dropFirst(start - bytes.startIndex + 1).first == 0x0A
        return (start, start + (isPair ? 2 : 1))
    }

    /// The separator of Excel's line `sep=;`, which may be in quotation marks.
    private static func statement(_ line: ArraySlice<UInt8>) -> CSVSeparator? {
        let bare = line.filter { $0 != UInt8(ascii: "\"") }
        guard bare.count == 5,
            String(decoding: bare.prefix(4), as: UTF8.self).lowercased() == "sep="
        else { return nil }
        return CSVSeparator(rawValue: bare[4])
    }

    /// The separator that the header has most of, outside of quotation marks.
    private static func mostFrequent(in bytes: ArraySlice<UInt8>) -> CSVSeparator {
        var counts: [CSVSeparator: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            if let separator = CSVSeparator(rawValue: byte) { counts[separator, default: 0] += 1 }
        }
        let most = counts.values.max() ?? 0
        return CSVSeparator.allCases.first { most > 0 && counts[$0] == most } ?? .comma
    }
}
