/// A sentence of facts, with what can be done about it behind it.
package enum AdviceText {
    /// A clause goes on behind a semicolon, what begins with a capital letter behind a full stop.
    ///
    ///     AdviceText.joined("there is no budget 'a'", "see: …")     // there is no budget 'a'; see: …
    ///
    /// A ledger of an earlier release may hold the words in the text already: then nothing is added.
    package static func joined(_ text: String, _ words: String) -> String {
        guard let last = text.last else { return words }
        if words.isEmpty || text.contains(words) { return text }
        if ".?!".contains(last) {
            return "\(text) \(words.prefix(1).uppercased())\(words.dropFirst())"
        }
        return words.first?.isUppercase == true ? "\(text). \(words)" : "\(text); \(words)"
    }
}
