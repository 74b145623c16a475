import ArgumentParser
import LedgerStore

/// A command whose `run(in:)` is context → one call → render.
protocol ContextCommand: AsyncParsableCommand {
    func run(in context: CommandContext) async throws
    /// Checks that the arguments go together. The parser's own `validate` runs before unknown words are
    /// refused, and would report a mistyped option as missing.
    func check() throws
}

extension ContextCommand {
    func check() throws {}
    func run() async throws { try await run(in: .live()) }
}

/// A command that reads and prints without waiting for anything: without arguments it is started
/// without the parser.
protocol GlanceCommand: ContextCommand {
    /// To be called on the main thread, or on one of its own.
    static func show(in context: CommandContext) throws
}

extension GlanceCommand {
    static func showAside(in context: CommandContext) async throws {
        try await OwnThread.run { try show(in: context) }
    }
}
