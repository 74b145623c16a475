import ArgumentParser
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

            Example crontab line:
              */5 * * * * bursar sync
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
        try context.print(json ? summary.document.prettyText + "\n" : summary.text)
        if let keyTrouble { throw keyTrouble }
    }
}

extension SyncSummary {
    fileprivate var document: JSON {
        [
            "schema": "bursar.sync/1", "recovered": .integer(recovered), "polled": .integer(polled),
            "ended": .integer(ended), "provisional": .integer(provisional),
            "troubled": .integer(troubled), "still_running": .integer(stillRunning),
            "unknown": .integer(unknown), "unpriced": .integer(unpriced),
        ]
    }

    fileprivate var text: String {
        let done = [
            (recovered, "recovered"), (polled, "polled"), (ended, "ended"),
            (provisional, "posted provisionally"), (troubled, "without a usable answer"),
        ]
        let left = [
            (stillRunning, "still running"), (unknown, "unknown"), (unpriced, "unpriced"),
        ]
        func sentence(_ counts: [(Int, String)], else nothing: String) -> String {
            let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            return parts.isEmpty ? nothing : parts.joined(separator: ", ")
        }
        return "Done: \(sentence(done, else: "nothing was open")).\n"
            + "Left: \(sentence(left, else: "nothing")).\n"
    }
}
