import Text

/// Text in lines of at most 76 printable ASCII characters, as any mail server takes it (RFC 2045, 6.7).
enum QuotedPrintable {
    private static let lineLimit = 76

    /// Lines end with a newline, as sendmail reads them.
    static func text(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(line)
            .joined(separator: "\n")
    }

    private static func line(_ line: Substring) -> String {
        let bytes = Array(line.utf8)
        var result = ""
        var used = 0
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            let piece = piece(byte, isLast: isLast)
            // The last of a line needs no room for the `=` of a soft break.
            if used + piece.utf8.count > (isLast ? lineLimit : lineLimit - 1) {
                result += "=\n"
                used = 0
            }
            result += piece
            used += piece.utf8.count
        }
        return result
    }

    private static func piece(_ byte: UInt8, isLast: Bool) -> String {
        let isPlain = (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "=")
        // A space at the end of a line may be lost on the way.
        if isPlain, !(isLast && byte == 0x20) { return String(Unicode.Scalar(byte)) }
        return "=" + Hexadecimal.text(byte, digits: 2, uppercase: true)
    }
}
