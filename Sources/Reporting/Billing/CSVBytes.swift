import Text

/// Lines of CSV for programs, as bytes: RFC 4180, and every text as it was.
///
/// Nothing is put before what a spreadsheet takes for a formula: a program would take it for a part of
/// the name, and two names could become one. Only the controls that no CSV can hold become `\u{…}`.
struct CSVBytes {
    private(set) var bytes: [UInt8] = []
    private var isAtStart = true

    /// A cell of one of our own words or numbers, which needs no quotes.
    mutating func add(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    /// A text from outside as a cell, which ``add(_:)`` takes as it is.
    static func cell(_ text: String) -> String {
        var csv = CSVBytes()
        csv.add(foreign: text)
        return csv.take()
    }

    /// A cell of a text from outside.
    mutating func add(foreign text: String) {
        separate()
        var text = text
        let needs = text.withUTF8(CSVBytes.needs)
        guard needs.quotes else { return bytes.append(contentsOf: text.utf8) }
        if needs.escapes { text = TerminalText.escaped(text, except: CSVBytes.kept) }
        let quote = UInt8(ascii: "\"")
        bytes.append(quote)
        for byte in text.utf8 {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }

    mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        isAtStart = true
    }

    /// Hands over what was written so far.
    mutating func take() -> String {
        defer { bytes.removeAll(keepingCapacity: true) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func separate() {
        if !isAtStart { bytes.append(UInt8(ascii: ",")) }
        isAtStart = false
    }

    /// Whether a text needs quotes, and whether there is a control in it, beyond tabs and line ends.
    private static func needs(_ text: UnsafeBufferPointer<UInt8>) -> (quotes: Bool, escapes: Bool) {
        var quotes = false
        var escapes = false
        var previous: UInt8 = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D: quotes = true
            case 0x09: break
            // The second byte of a C1 control.
            case 0..<0x20, 0x7F,
                0x80..<0xA0 where byte < 0x80 || previous == 0xC2:
                escapes = true
            default: break
            }
            previous = byte
        }
        return (quotes || escapes, escapes)
    }

    /// What a cell holds as it is: tabs, line ends, and the marks that order text.
    private static let kept = Set(
        [0x09, 0x0A, 0x0D, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029].compactMap(Unicode.Scalar.init)
            + (0x202A...0x202E).compactMap(Unicode.Scalar.init)
            + (0x2066...0x2069).compactMap(Unicode.Scalar.init))
}
