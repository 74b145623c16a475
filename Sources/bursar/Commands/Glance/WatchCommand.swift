import Accounting
import ArgumentParser
import Reporting

/// `bursar watch`: a live screen of budgets, open submissions, and the last charges and alerts.
struct WatchCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Watch budgets, open submissions, charges and alerts on a live screen.",
        discussion: """
            The screen is drawn again when something was recorded in the ledger, and when the \
            window changes. q leaves it.

            It only reads. No provider is asked and nothing is polled: what the provider has \
            finished meanwhile shows once something asks it, such as bursar submit, bursar wait or \
            bursar sync.

            Into a pipe or a file, and with TERM=dumb, the whole picture is printed once for each \
            change, with an empty line behind it, until it is ended or the pipe is closed.
            """)

    @Option(
        parsing: .unconditional,
        help: "Seconds between two looks at the ledger (default 1).",
        transform: ArgumentReader.wait)
    var interval: Duration?

    func run(in context: CommandContext) async throws {
        let source = WatchSource(
            path: try context.settings().ledgerPath.value, clock: context.clock)
        let isScreen = context.outputTerminal.isTerminal
        let events = WatchEvents(interval: interval ?? .seconds(1), ofScreen: isScreen)
        defer { events.stop() }
        let watcher = Watcher(context: context, source: source, events: events)
        try await isScreen ? watcher.drawScreens() : watcher.printPictures()
    }
}
