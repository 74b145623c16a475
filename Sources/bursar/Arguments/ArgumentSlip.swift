import ArgumentParser

/// The first word of a command line that nothing is known by, and what was perhaps meant.
///
/// The parser names an unknown option only after everything else is well, and suggests no commands:
/// `submit --imge x` would be told that `--image` is missing.
struct ArgumentSlip {
    /// `unknown option '--imge'. Did you mean '--image'?`, or `there is no command 'submitt'…`.
    let sentence: String
    /// The command whose help knows what is allowed there.
    let command: String

    /// Nil when every word is one that its command knows, or may be a value.
    init?(_ arguments: [String]) {
        let named = NamedCommand(arguments[...])
        if let slip = ArgumentSlip(unknownIn: named) {
            self = slip
            return
        }
        let options = OptionNames(of: named.type.configuration.defaultSubcommand ?? named.type)
        guard let word = options.firstUnknown(in: named.rest) else { return nil }
        let question = Suggestion.question(about: word, among: options.known)
        self.init(
            sentence: "unknown option '\(word)'\(question.isEmpty ? "" : ".\(question)")",
            command: named.path)
    }

    /// A command that help is wanted of and that is not there. The parser would show another's.
    init?(ofHelp arguments: [String]) {
        let isQuestion = ["help", "--help", "-h"].contains(arguments.first)
        let named = NamedCommand(arguments[...].dropFirst(isQuestion ? 1 : 0))
        if isQuestion, named.subcommands.isEmpty, let word = named.rest.first, !word.hasPrefix("-")
        {
            self.init(
                sentence: "\(named.path) has no command '\(word)'", command: named.path)
            return
        }
        self.init(unknownIn: named)
    }

    private init(sentence: String, command: String) {
        self.sentence = sentence
        self.command = command
    }

    /// The word that stands where a command should, and is none.
    private init?(unknownIn named: NamedCommand) {
        guard let word = named.rest.first, !named.subcommands.isEmpty, !word.hasPrefix("-"),
            word != "help"
        else { return nil }
        let question = Suggestion.question(about: word, among: named.subcommands + ["help"])
        self.init(
            sentence: "there is no command '\(word)'\(question.isEmpty ? "" : ".\(question)")",
            command: named.path)
    }
}

/// The command that the first words name, and the words behind them.
private struct NamedCommand {
    private(set) var type: any ParsableCommand.Type = Bursar.self
    private(set) var path = "bursar"
    private(set) var rest: ArraySlice<String>

    var subcommands: [String] { type.configuration.subcommands.map { $0.name } }

    init(_ arguments: ArraySlice<String>) {
        rest = arguments
        while let name = rest.first,
            let next = type.configuration.subcommands.first(where: { $0.name == name })
        {
            (type, path, rest) = (next, "\(path) \(name)", rest.dropFirst())
        }
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
