import Accounting
import ArgumentParser
import LedgerStore
import LosslessJSON
import Reporting

/// `bursar alerts`: what crossed a line, and when.
struct AlertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "See the alerts that were raised.",
        subcommands: [List.self], defaultSubcommand: List.self)

    struct List: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List alerts, the latest first.")

        @Option(
            parsing: .unconditional, help: "At most this many.", transform: ArgumentReader.count)
        var limit = 50

        @Flag(help: "Print a bursar.alerts/1 document.")
        var json = false

        func run(in context: CommandContext) async throws {
            let alerts = try context.openLedger().alerts(limit: limit)
            if json {
                let documents = alerts.map {
                    AlertDocument.json($0.alert, at: $0.at, standing: nil)
                }
                let document: JSON = ["schema": "bursar.alerts/1", "alerts": .array(documents)]
                return try context.print(document.prettyText + "\n")
            }
            let lines = alerts.map { alert, at in
                let severity = alert.severity.rawValue
                let padding = String(repeating: " ", count: max(0, 8 - severity.count))
                return "\(at)  \(severity)\(padding)  \(TerminalText.escaped(alert.message))\n"
            }
            try context.print(lines.isEmpty ? "No alerts.\n" : lines.joined())
        }
    }
}
