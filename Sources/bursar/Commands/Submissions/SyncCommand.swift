import Accounting
import ArgumentParser
import LedgerStore
import LosslessJSON
import Metering

/// `bursar sync`: brings everything that is open to where it can be brought now.
struct SyncCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract:
            "Check everything that is still running, and clean up after processes that ended.",
        discussion: """
            Made for cron. Submissions that were never sent are released; those that may have been sent \
            are marked unknown and keep their money; running ones are checked once. Unknown ones \
            are looked up in the provider's log: what is found goes on, and what is in neither its \
            log nor its bill after a day, in two readings an hour apart, is released. A video without \
            a price gets it from the bill; after a day without one it is charged what the log says, \
            else what was reserved, marked provisional. What still runs after a day is ended by the \
            bill or the log. A price list older than a day is fetched again, and alerts that are due \
            are sent.

            Exit code 0 when the provider answered everything that was due; 1 when it did not answer \
            or refused the key, after everything else was done.

            cron sets neither your key nor your PATH. With a line export AIMLAPI_API_KEY=… in a \
            file that only you can read (mode 0600), a crontab line is:
              */5 * * * * . "$HOME/.config/bursar/env" && /usr/local/bin/bursar sync
            """)

    @Flag(help: "Print a bursar.sync/1 document.")
    var json = false

    func run(in context: CommandContext) async throws {
        let meter = try await context.meter()
        guard meter.ledger.isKept else {
            // Nothing is open, and nothing could be recorded.
            let nothing = SyncResult(summary: SyncSummary())
            return try context.print(json ? nothing.document.prettyText + "\n" : nothing.text)
        }
        // It runs from cron: what is due gets the time that it takes.
        try await context.deliveringAlerts(meter, within: .seconds(60)) { alerts in
            try await sync(meter, alerts, in: context)
        }
    }

    private func sync(
        _ meter: Meter, _ alerts: @escaping Observer, in context: CommandContext
    ) async throws {
        let progress = Progress(context: context, isQuiet: json)
        let observe: Observer = { observation in
            progress.observe(observation)
            alerts(observation)
        }
        let balanceLine = try context.settings().balanceBelow
            .flatMap { try? USD(userText: $0.value) }
        // Without a key, submissions of processes that ended are still recovered.
        let keyFailure = try context.keyFailure()
        let needsProvider = try meter.needsProvider()
        defer { progress.end() }
        let summary = try await Interruption.watching(context) {
            guard keyFailure == nil else {
                return try await meter.sync(over: nil, observe: observe)
            }
            return try await context.withProvider(warnsOfClock: false) { client in
                try await meter.sync(
                    over: client, books: client, balanceLine: balanceLine, observe: observe)
            }
        }
        progress.end()
        var result = SyncResult(summary: summary)
        let ledger = meter.ledger
        result.reserved = try ledger.count(in: .reserved)
        result.dispatched = try ledger.count(in: .dispatched)
        result.isWithoutKey = keyFailure != nil
        result.neededProvider = needsProvider
        try context.print(json ? result.document.prettyText + "\n" : result.text)
        result.warnings.forEach { context.note("warning: \($0)") }
        if needsProvider || balanceLine != nil, let keyFailure { throw keyFailure }
        if let failure = result.failure { throw failure }
    }
}
