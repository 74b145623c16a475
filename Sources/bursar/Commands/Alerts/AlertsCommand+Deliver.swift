import Accounting
import Alerting
import ArgumentParser
import LedgerStore
import Metering

extension AlertsCommand {
    /// `bursar alerts deliver`: takes what waits to its channels.
    struct Deliver: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "deliver",
            abstract: "Send everything that waits to its channels now.",
            discussion: """
                Each alert goes to each channel that asks for it at least once, with one stable id. \
                What a channel does not take is tried again by sync for three days, at growing \
                intervals; this command does not wait for them. Exit code 1 when a channel did not take \
                something.
                """)

        func run(in context: CommandContext) async throws {
            let settings = try context.settings()
            try settings.requireChannels()
            let meter = try await context.meter()
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
