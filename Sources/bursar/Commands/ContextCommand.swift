import ArgumentParser

/// A command whose `run(in:)` is context → one call → render.
protocol ContextCommand: AsyncParsableCommand {
    func run(in context: CommandContext) async throws
    /// Whether the arguments go together. The parser's own `validate` comes before it complains of a
    /// word that it does not know, and so would call missing what was mistyped.
    func check() throws
}

extension ContextCommand {
    func check() throws {}
    func run() async throws { try await run(in: .live()) }
}

/// A command that reads and prints without waiting for anything: without arguments it is started
/// without the parser.
protocol GlanceCommand: ContextCommand {
    static func show(in context: CommandContext) throws
}
