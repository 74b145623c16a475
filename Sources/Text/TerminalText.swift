/// Text from outside, made safe to show and measured in terminal columns.
package enum TerminalText {
    /// The text with every character that steers a terminal or reorders a line shown as `\u{…}`.
    ///
    /// These are the C0 and C1 controls, DEL, line and paragraph separators, and the marks,
    /// embeddings, overrides and isolates of bidirectional text.
    ///
    /// - Parameter kept: those of them that are left as they are.
    package static func escaped(_ text: String, except kept: Set<Unicode.Scalar> = []) -> String {
        if isPrintedASCII(text) || !text.unicodeScalars.contains(where: isUnsafe) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isUnsafe(scalar), !kept.contains(scalar) {
                let digits = Hexadecimal.text(scalar.value, digits: 1, uppercase: true)
                result.append(contentsOf: "\\u{\(digits)}".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The same for a message, in which blanks of no width are shown too: nobody sees them in a value that
    /// is not the one that it seems to be.
    package static func visible(_ text: String) -> String {
        let blanks: [Unicode.Scalar] = ["\u{200B}", "\u{2060}", "\u{FEFF}"]
        return blanks.reduce(escaped(text)) { shown, blank in
            let digits = Hexadecimal.text(blank.value, digits: 1, uppercase: true)
            return shown.replacing(String(blank), with: "\\u{\(digits)}")
        }
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Nearly all there is; it is as wide as it has bytes, and nothing in it steers a terminal.
    private static func isPrintedASCII(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            // Without a way out of it the loop takes many bytes at once.
            var others: UInt8 = 0
            for byte in bytes { others |= byte &- 0x20 < 0x5F ? 0 : 1 }
            return others == 0
        }
    }

    /// How many columns the text takes: wide characters count two, combining ones none.
    package static func width(_ text: String) -> Int {
        if isPrintedASCII(text) { return text.utf8.count }
        return text.reduce(0) { $0 + DisplayWidth.columns(of: $1) }
    }

    /// The text cut to at most this many columns, with `…` in place of what was cut.
    package static func clipped(_ text: String, to columns: Int) -> String {
        guard width(text) > columns else { return text }
        guard columns > 0 else { return "" }
        var result = ""
        var used = 0
        for character in text {
            used += DisplayWidth.columns(of: character)
            if used > columns - 1 { break }
            result.append(character)
        }
        return result + "…"
    }

    package static func paddedLeft(_ text: String, to columns: Int) -> String {
        let missing = columns - width(text)
        return missing > 0 ? String(repeating: " ", count: missing) + text : text
    }

    package static func paddedRight(_ text: String, to columns: Int) -> String {
        let missing = columns - width(text)
        return missing > 0 ? text + String(repeating: " ", count: missing) : text
    }

    /// The words in lines of at most this many columns. A word that is longer is broken.
    package static func wrapped(_ text: String, to columns: Int) -> [String] {
        if width(text) <= columns { return [text] }
        var lines: [String] = []
        var line = ""
        var used = 0
        func endLine() {
            if !line.isEmpty { lines.append(line) }
            line = ""
            used = 0
        }
        for word in text.split(separator: " ") {
            if used + 1 + width(String(word)) > columns { endLine() }
            if !line.isEmpty {
                line.append(" ")
                used += 1
            }
            for character in word {
                let next = DisplayWidth.columns(of: character)
                if used + next > columns { endLine() }
                line.append(character)
                used += next
            }
        }
        endLine()
        return lines
    }
}
