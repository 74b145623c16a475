import ArgumentParser

/// A mistake in arguments on one line: the parser's sentence, or the word that names no command, and
/// where to read more.
struct UsageMessage {
    let text: String

    /// - Parameters:
    ///   - message: the parser's own sentence, perhaps on several lines.
    ///   - arguments: those that the program was called with.
    init(_ message: String, arguments: [String]) {
        let named = NamedCommand(arguments)
        var sentence = named.slip ?? UsageMessage.onOneLine(message)
        while sentence.last == "." { sentence.removeLast() }
        let link = sentence.last == "?" ? " see:" : "; see:"
        text =
            sentence.prefix(1).lowercased() + sentence.dropFirst() + (named.hint ?? "")
            + "\(link) \(named.path) --help"
    }

    /// An unknown command of which help is called for; the parser would show the help of another.
    init?(ofHelp arguments: [String]) {
        guard NamedCommand(arguments).slip != nil else { return nil }
        self.init("", arguments: arguments)
    }

    /// The lines behind each other, those of a list with commas between them.
    private static func onOneLine(_ text: String) -> String {
        var result = ""
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.drop { $0 == " " }
            let isItem = line.hasPrefix("- ")
            if !result.isEmpty { result += isItem && result.last != ":" ? ", " : " " }
            result += isItem ? line.dropFirst(2) : line
        }
        return result
    }
}
