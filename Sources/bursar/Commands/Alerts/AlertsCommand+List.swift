import Accounting
import ArgumentParser
import Inquiries
import LedgerStore
import LosslessJSON
import Reporting

extension AlertsCommand {
    /// `bursar alerts list`: those that were raised.
    struct List: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List alerts, the latest first, and how each stands with the channels.")

        @Option(
            parsing: .unconditional, help: "At most this many.", transform: ArgumentReader.count)
        var limit = 50

        @Flag(help: "Print a bursar.alerts/1 document.")
        var json = false

        func run(in context: CommandContext) async throws {
            let ledger = try await context.openLedger()
            let viewer = context.viewer
            let alerts = try ledger.alerts(limit: limit, for: viewer)
            // Where alerts go is the business of whoever runs the gateway.
            let deliveries =
                try viewer.seesEverything ? ledger.deliveries(of: alerts.map(\.alert.id)) : [:]
            guard json else {
                return try context.print(
                    AlertsText.list(
                        alerts, deliveries: deliveries,
                        configured: try context.settings().channelNames, style: context.style,
                        calendar: ledger.calendar))
            }
            let document = AlertsDocument.json(
                alerts, deliveries: deliveries,
                outlooks: try context.outlooks(of: ledger, at: context.now))
            try context.print(document.prettyText + "\n")
        }
    }
}
