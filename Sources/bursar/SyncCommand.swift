import Accounting
import ArgumentParser
import LedgerStore
import LosslessJSON
import Metering

/// `bursar sync`: brings everything that is open to where it can be brought now.
struct SyncCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Poll all that is open, and recover what dead processes left. For cron.",
        discussion: """
            Submissions that were never sent are released; those that may have been sent are \
            marked unknown and keep their money; running ones are polled once; what has had no \
            price for a day is posted at its reservation, marked provisional.

            cron knows neither your key nor your PATH. With a line export AIMLAPI_API_KEY=… in a \
            file that only you can read (mode 0600), a crontab line is:
              */5 * * * * . "$HOME/.config/bursar/env" && /usr/local/bin/bursar sync
            """)

    @Flag(help: "Print a bursar.sync/1 document.")
    var json = false

    func run(in context: CommandContext) async throws {
        let meter = try context.meter()
        let progress = Progress(context: context, isQuiet: json)
        let needsProvider = try meter.hasOpenGenerations()
        defer { progress.end() }
        // Without a key, what dead processes left is still recovered.
        let keyTrouble = needsProvider ? try context.keyTrouble() : nil
        let summary = try await Interruption.watching(context) {
            guard needsProvider, keyTrouble == nil else {
                return try await meter.sync(over: nil, observe: progress.observe)
            }
            return try await context.withProvider { client in
                try await meter.sync(over: client, observe: progress.observe)
            }
        }
        progress.end()
        var result = SyncResult(summary: summary)
        result.reserved = try meter.ledger.submissions(in: .reserved).count
        result.dispatched = try meter.ledger.submissions(in: .dispatched).count
        result.isWithoutKey = keyTrouble != nil
        try context.print(json ? result.document.prettyText + "\n" : result.text)
        if let keyTrouble { throw keyTrouble }
    }
}
