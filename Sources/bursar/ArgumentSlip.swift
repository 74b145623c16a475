import ArgumentParser

/// The first word of a command line that nothing is known by, and what was perhaps meant.
///
/// The parser names an unknown option only after everything else is well, and suggests no commands:
/// `submit --imge x` would be told that `--image` is missing.
struct ArgumentSlip {
    /// `unknown option '--imge'. Did you mean '--image'?`, or `unexpected argument 'submitt'…`.
    let sentence: String
    /// The command whose help knows what is allowed there.
    let command: String

    /// Nil when every word is one that its command knows, or may be a value.
    init?(_ arguments: [String]) {
        var type: any ParsableCommand.Type = Bursar.self
        var path = "bursar"
        var rest = arguments[...]
        while let name = rest.first,
            let next = type.configuration.subcommands.first(where: { $0.name == name })
        {
            (type, path, rest) = (next, "\(path) \(name)", rest.dropFirst())
        }
        command = path
        let subcommands = type.configuration.subcommands.map { $0.name }
        if let word = rest.first, !subcommands.isEmpty, !word.hasPrefix("-") {
            let question = Suggestion.question(about: word, among: subcommands + ["help"])
            sentence = "unexpected argument '\(word)'\(question.isEmpty ? "" : ".\(question)")"
            return
        }
        let options = OptionNames(of: type.configuration.defaultSubcommand ?? type)
        guard let word = options.firstUnknown(in: rest) else { return nil }
        let question = Suggestion.question(about: word, among: options.known)
        sentence = "unknown option '\(word)'\(question.isEmpty ? "" : ".\(question)")"
    }
}

extension ParsableCommand {
    fileprivate static var name: String { configuration.commandName ?? "" }
}

/// The long options of a command, as its help lists them.
private struct OptionNames {
    private(set) var known: Set<String> = []
    private var withValue: Set<String> = []

    init(of command: any ParsableCommand.Type) {
        for line in command.helpMessage(columns: 400).split(separator: "\n")
        where line.hasPrefix("  -") {
            let definition = line.drop { $0 == " " }.split(separator: "  ").first ?? ""
            let names = definition.matches(of: /--[a-z][a-z-]*/).map { String($0.output) }
            known.formUnion(names)
            if definition.contains("<") { withValue.formUnion(names) }
        }
    }

    func firstUnknown(in arguments: ArraySlice<String>) -> String? {
        var rest = arguments
        while let word = rest.popFirst(), word != "--" {
            guard word.hasPrefix("--") else { continue }
            let name = String(word.prefix { $0 != "=" })
            guard known.contains(name) else { return name }
            // What stands behind it is a value, whatever it looks like.
            if withValue.contains(name), name == word { _ = rest.popFirst() }
        }
        return nil
    }
}
