import Accounting
import ArgumentParser
import Inquiries
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

    @Flag(help: "Print the whole picture once, and end.")
    var once = false

    /// Of the window that another machine shows it in.
    @Option(help: .hidden)
    var rows: Int?

    func run(in context: CommandContext) async throws {
        if once { return try await printOnce(in: context) }
        guard context.served == nil else {
            throw Failure(.failed, "a gateway shows one picture at a time: add --once")
        }
        let isScreen = context.outputTerminal.isTerminal
        let pictures = try pictures(onScreen: isScreen, in: context)
        let events = WatchEvents(interval: interval ?? .seconds(1), ofScreen: isScreen)
        defer { events.stop() }
        let watcher = Watcher(context: context, pictures: pictures, events: events)
        try await isScreen ? watcher.drawScreens() : watcher.printPictures()
    }

    private func pictures(onScreen isScreen: Bool, in context: CommandContext) throws
        -> any WatchPictures
    {
        if let address = try context.gatewayAddress() {
            return GatewayPictures(of: address, onScreen: isScreen, in: context)
        }
        return LedgerPictures(
            path: try context.settings().ledgerPath.value, clock: context.clock)
    }

    private func printOnce(in context: CommandContext) async throws {
        let ledger = try await context.openLedger()
        let now = context.now
        let picture = WatchScreen(
            try WatchContents(of: ledger, for: context.viewer, at: now), now: now)
        guard let rows, (1...10_000).contains(rows) else {
            return try context.print(picture.text(style: context.style))
        }
        let lines = picture.lines(
            columns: context.outputTerminal.window, rows: rows,
            usesColor: context.outputTerminal.usesColor, words: Advice.words)
        try context.print(lines.joined(separator: "\n") + "\n")
    }
}
