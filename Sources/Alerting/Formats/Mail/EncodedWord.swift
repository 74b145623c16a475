import FoundationEssentials

/// The text of a mail's header: as it is when it is plain ASCII, else in encoded words.
///
/// An encoded word has at most 75 characters and holds whole characters of UTF-8; the words are
/// folded, one a line (RFC 2047, 2 and 5).
enum EncodedWord {
    /// Bytes of text in one word: 52 digits of base64 and the 12 characters around them.
    private static let bytesPerWord = 39

    static func text(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        if isPlain, !text.contains("=?") { return text }
        var words: [String] = []
        var bytes: [UInt8] = []
        func endWord() {
            if !bytes.isEmpty { words.append("=?utf-8?B?\(Data(bytes).base64EncodedString())?=") }
            bytes = []
        }
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if bytes.count + next.count > bytesPerWord { endWord() }
            bytes += next
        }
        endWord()
        return words.joined(separator: "\n ")
    }
}
