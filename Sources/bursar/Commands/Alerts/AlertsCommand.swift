import Accounting
import Alerting
import ArgumentParser
import LedgerStore
import LosslessJSON
import Metering
import Reporting

/// `bursar alerts`: what crossed a line, and whether the channels know.
struct AlertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "See the alerts that were raised, and take them to channels.",
        discussion: """
            Channels stand in config.toml (bursar config says where). Each is one of webhook, \
            slack, discord, pagerduty, alertmanager, email, command and desktop:

              [[alerts.channel]]
              name = "team"
              type = "slack"
              url_env = "SLACK_WEBHOOK_URL"
              events = ["threshold_crossed", "refused"]

            events, budgets and severity narrow what it is told of. Then: bursar alerts test
            """,
        subcommands: [List.self, Test.self, Deliver.self, Mute.self, Unmute.self],
        defaultSubcommand: List.self)

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
            let ledger = try context.openLedger()
            let alerts = try ledger.alerts(limit: limit)
            let deliveries = try ledger.deliveries(of: alerts.map(\.alert.id))
            guard json else {
                return try context.print(
                    AlertsText.list(
                        alerts, deliveries: deliveries,
                        configured: try context.settings().channelNames, style: context.style))
            }
            let document = AlertsDocument.json(
                alerts, deliveries: deliveries, outlooks: try ledger.outlooks(at: context.now))
            try context.print(document.prettyText + "\n")
        }
    }

    struct Deliver: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "deliver",
            abstract: "Take all that waits to its channels now.",
            discussion: """
                Each alert goes to each channel that asks for it at least once, with one stable id. \
                What a channel does not take is tried again by sync for three days, ever more \
                slowly; this does not wait for that. Exit code 1 when a channel did not take \
                something.
                """)

        func run(in context: CommandContext) async throws {
            let settings = try context.settings()
            try settings.requireChannels()
            let meter = try context.meter()
            guard meter.ledger.isKept else {
                return try context.print("Delivered 0; nothing is waiting.\n")
            }
            let progress = Progress(context: context, isQuiet: false)
            try await meter.announceBudgets(progress.observe)
            try await meter.announceUnresolved(progress.observe)
            let delivery = AlertDelivery(settings, in: context)
            let summary = try await delivery.deliver(
                from: meter.ledger, within: .seconds(600), early: true)
            let left = try meter.ledger.undelivered(at: context.now).count
            try context.print(
                "Delivered \(summary.delivered); \(left == 0 ? "nothing is" : "\(left) still")"
                    + " waiting.\n")
            guard summary.failures.isEmpty, delivery.failures.isEmpty, delivery.faults.isEmpty
            else {
                throw Failure(.failed, "not every channel took what was due; see above")
            }
        }
    }
}

extension Settings {
    /// Fails where alerts could go nowhere.
    func requireChannels() throws(Failure) {
        guard channels.isEmpty else { return }
        if let fault = faults.first(where: { $0.parts.contains(.alerts) }) { throw fault.failure }
        let path = configPath.value
        throw Failure(
            .failed,
            "no channel is configured; add an [[alerts.channel]] to"
                + " \(path.isEmpty ? "a file named by BURSAR_CONFIG" : path)")
    }
}
