import ArgumentParser

/// The command that the first words of a command line name, and the words behind them.
struct NamedCommand {
    private(set) var type: any ParsableCommand.Type = Bursar.self
    private(set) var path = "bursar"
    private(set) var rest: ArraySlice<String>
    /// Whether its help is called for.
    let isQuestion: Bool

    init(_ arguments: [String]) {
        isQuestion = ["help", "--help", "-h"].contains(arguments.first)
        rest = arguments[...].dropFirst(isQuestion ? 1 : 0)
        while let name = rest.first,
            let next = type.configuration.subcommands.first(where: { $0.name == name })
        {
            (type, path, rest) = (next, "\(path) \(name)", rest.dropFirst())
        }
    }

    /// `there is no command 'submitt'. Did you mean 'submit'?` about the word that stands where a
    /// command should, and is none; nil where there is no such word.
    var slip: String? {
        guard let word = rest.first, !word.hasPrefix("-") else { return nil }
        let subcommands = type.configuration.subcommands.map { $0.name }
        guard !subcommands.isEmpty else {
            return isQuestion ? "\(path) has no command '\(word)'" : nil
        }
        guard word != "help" else { return nil }
        let question = Suggestion.question(about: word, among: subcommands + ["help"])
        return "there is no command '\(word)'" + (question.isEmpty ? "" : ".\(question)")
    }

    /// What an id may be taken for that begins with a dash, or an option of a command that is to be run; nil
    /// for other commands and words.
    var hint: String? {
        if type is RunCommand.Type, !rest.isEmpty, !rest.contains("--") {
            return " (the command and its own options go behind --)"
        }
        guard type is any TakesSubmissions.Type else { return nil }
        let isDashed = rest.contains {
            $0.hasPrefix("-") && !$0.hasPrefix("--") && $0 != "-h"
        }
        return isDashed ? " (an id that begins with a dash goes behind --)" : nil
    }
}

/// A command whose first arguments are ids of submissions.
protocol TakesSubmissions {}

extension ParsableCommand {
    fileprivate static var name: String { configuration.commandName ?? "" }
}
