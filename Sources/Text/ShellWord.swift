/// Text as one word of a shell's command line.
package enum ShellWord {
    /// The text itself where a shell takes it as it is, else in single quotes.
    ///
    /// Names and paths are copied from a message into a terminal.
    ///
    ///     ShellWord.quoted("it's")        // 'it'\''s'
    package static func quoted(_ text: String) -> String {
        if !text.isEmpty, text.utf8.allSatisfy(isPlain) { return text }
        // By scalars: a mark that combines with a quote would hide it from a search for the quote.
        var word = "'"
        for scalar in text.unicodeScalars {
            if scalar == "'" { word += "'\\'" }
            word.unicodeScalars.append(scalar)
        }
        return word + "'"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._/:@%+,".utf8.contains(byte)
        }
    }
}
