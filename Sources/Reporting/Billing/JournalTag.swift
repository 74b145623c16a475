import Text

/// Tags of a journal, a comment line each, that hledger, ledger and beancount take as they are meant.
///
/// `%` and two hexadecimal digits stand for a byte that one of them would take for something else: the
/// end of a value, a date, the end of a line.
enum JournalTag {
    /// - Parameter name: small letters, digits and hyphens.
    static func line(_ name: String, _ value: String) -> String {
        "    ; \(name): \(safe(value))\n"
    }

    /// The name of a label, which may hold anything: `_` and two hexadecimal digits stand for a byte that
    /// no name of a tag can have.
    static func label(_ key: String) -> String {
        // The longest that a key may be.
        key.utf8.prefix(512).reduce(into: "label-") { name, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            default: name += "_" + Hexadecimal.text(of: [byte])
            }
        }
    }

    /// A text from outside on the rest of a line, cut where it takes more than so many bytes.
    static func safe(_ text: String, bytes limit: Int = 4000) -> String {
        let scalars = text.unicodeScalars
        var safe = ""
        for index in scalars.indices {
            let scalar = scalars[index]
            let isAtEnd =
                index == scalars.startIndex || scalars.index(after: index) == scalars.endIndex
            if isSpecial(scalar) || isAtEnd && scalar.properties.isWhitespace {
                safe += String(scalar).percentEncoded
            } else {
                safe.unicodeScalars.append(scalar)
            }
            if safe.utf8.count > limit { return safe + "…" }
        }
        return safe
    }

    private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "%", ",", "[", "]", "\"", "\\": true
        default:
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: true
            case .format: scalar.properties.isBidiControl || scalar == "\u{FEFF}"
            default: false
            }
        }
    }
}
