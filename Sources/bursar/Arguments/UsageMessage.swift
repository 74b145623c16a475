/// A complaint of ArgumentParser's on one line: what, which value, what to do, and where to read more.
///
/// The parser's errors are its own, so this reads the sentences that it prints. What it does not
/// recognize stays as it is.
struct UsageMessage {
    let text: String

    /// - Parameters:
    ///   - message: the sentence alone, such as `The value 'x' is invalid for '--mode <mode>'. …`.
    ///   - fullMessage: the sentence with usage and the `See '… --help'` that names the command.
    ///   - slip: a word of the arguments that is not known, which is then what is complained of.
    init(_ message: String, fullMessage: String, slip: ArgumentSlip? = nil) {
        var sentence = slip?.sentence ?? UsageMessage.rewritten(UsageMessage.onOneLine(message))
        while sentence.hasSuffix(".") { sentence.removeLast() }
        if !sentence.hasPrefix("-") {
            sentence = sentence.prefix(1).lowercased() + sentence.dropFirst()
        }
        let help = fullMessage.matches(of: /See '(bursar[^'\n]*)' for more information/).last
        let command =
            slip.map { "\($0.command) --help" } ?? help.map { String($0.1) } ?? "bursar --help"
        let link = sentence.hasSuffix("?") ? " see:" : "; see:"
        text = "\(sentence)\(UsageMessage.hint(sentence, command))\(link) \(command)"
    }

    private static func rewritten(_ sentence: String) -> String {
        let invalid =
            /^The value '(.*)' is invalid for '(--?[^ ']+|<[^']+>)[^']*'(: |\. Please provide one of )(.*)$/
        if let match = sentence.wholeMatch(of: invalid) {
            let (_, value, name, link, rest) = match.output
            if link == ": " {
                return rest.contains("'\(value)'")
                    ? "\(name): \(rest)" : "\(name) '\(value)': \(rest)"
            }
            return "\(name) '\(value)': write one of \(alternatives(rest))"
        }
        let silent = /^The value '(.*)' is invalid for '(--?[^ ']+|<[^']+>)[^']*'\.?$/
        if let match = sentence.wholeMatch(of: silent) {
            return "\(match.2) '\(match.1)' is not valid"
        }
        if let match = sentence.wholeMatch(of: /^Missing expected argument '(.+)'$/) {
            return "\(match.1) is missing"
        }
        if let match = sentence.wholeMatch(of: /^Missing value for '(--?[^ ']+).*'$/) {
            return "\(match.1) needs a value"
        }
        let twice =
            /^Value to be set with flag '(.+)' had already been set with flag '(.+)'$/
        if let match = sentence.wholeMatch(of: twice) {
            return "\(match.2) and \(match.1) contradict each other"
        }
        return sentence
    }

    /// `'std' and 'pro'.` or `the following: - refused - reserved` as `std, pro`.
    private static func alternatives(_ list: Substring) -> String {
        let prefix = "the following: - "
        let names =
            list.hasPrefix(prefix)
            ? list.dropFirst(prefix.count).split(separator: " - ").map(String.init)
            : list.matches(of: /'([^']*)'/).map { String($0.1) }
        return names.joined(separator: ", ")
    }

    private static func hint(_ sentence: String, _ command: String) -> String {
        let takesIDs = ["bursar show", "bursar wait", "bursar resolve"]
        if takesIDs.contains(where: command.hasPrefix),
            sentence.contains(/^unknown option '-[^-]|^<ids?>.* is missing/)
        {
            return " (an id that begins with a dash goes behind --)"
        }
        return ""
    }

    private static func onOneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline)
            .map { $0.drop { $0 == " " } }.joined(separator: " ")
    }
}
