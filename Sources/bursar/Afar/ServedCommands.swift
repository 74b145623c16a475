import Accounting
import ArgumentParser
import Gateway
import LedgerStore
import Metering
import Synchronization

/// Runs commands for other machines, in the gateway, on its ledger.
struct ServedCommands: CommandLine {
    /// Of the gateway: its settings say which channels there are.
    let environment: [String: String]
    let clock: WallClock

    func run(
        _ call: CommandCall, for viewer: Viewer, mayChange: Bool, on ledger: Ledger,
        write: @escaping @Sendable (String) -> Bool
    ) async -> CommandEnd {
        let messages = Mutex("")
        let terminal = Terminal(
            isTerminal: false, window: call.columns ?? Terminal.usualColumns,
            isSized: call.columns != nil, usesColor: call.usesColor)
        var context = CommandContext(
            environment: environment.filter { !CommandCall.locale.contains($0.key) }
                .merging(call.variables) { $1 }, clock: clock, write: write,
            writeError: { text in messages.withLock { $0 += text } }, outputTerminal: terminal,
            errorTerminal: terminal)
        context.viewer = viewer
        context.served = ledger
        context.mayAdminister = mayChange
        let status = await EntryPoint.run(call.arguments, in: context)
        return CommandEnd(
            exitCode: status.rawValue, messages: messages.withLock { $0 },
            name: NamedCommand(call.arguments).path)
    }
}

extension CommandContext {
    /// Fails, in a gateway, for output into a file: the path is one of the machine that asks.
    func requireNoFile(_ command: any ParsableCommand) throws(Failure) {
        guard served != nil, let path = (command as? any ServedCommand)?.outputPath else { return }
        throw Failure(
            .failed,
            "--output '\(path)' is a file of the machine that asks, and a gateway writes none; leave it out,"
                + " and write what is printed there")
    }

    /// Fails, in a gateway, for a command that it does not run for others, or not for this one.
    ///
    /// - Parameter name: what the command line calls it, such as `bursar budget set`.
    func requireServed(_ command: any ParsableCommand.Type, _ name: String) throws(Failure) {
        guard served != nil else { return }
        guard let served = command as? any ServedCommand.Type else {
            throw Failure(
                .failed,
                "\(name) works on the machine of the ledger alone, and a gateway does not run it for"
                    + " another one; run it there")
        }
        guard mayAdminister || served.right == .anyKey else {
            let shown =
                viewer.seesEverything
                ? "no key was shown: make one where the ledger is (bursar keys create NAME --admin)"
                : "the key that was shown was made without it"
            throw Failure(
                .failed, "\(name) is for keys that were made with --admin, and \(shown)")
        }
    }
}
