import ArgumentParser

/// `bursar budget`: limits over a scope and a period.
struct BudgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget",
        abstract: "Set limits, and see what is left of them.",
        subcommands: [Set.self, List.self, Status.self, Remove.self, Override.self],
        defaultSubcommand: Status.self)
}
