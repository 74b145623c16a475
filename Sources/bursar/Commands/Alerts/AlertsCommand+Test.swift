import Accounting
import Alerting
import ArgumentParser
import Foundation
import LedgerStore
import Metering
import Reporting
import Text

extension AlertsCommand {
    /// `bursar alerts test`: a message to every channel, or to one, that says that it is a test.
    struct Test: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "test",
            abstract: "Send a test to every channel, or to one.",
            discussion: """
                The test is marked as one, goes through every filter, is sent once, and is in no \
                account. Exit code 1 when a channel did not take it.
                """)

        @Argument(help: "The channel's name (default: all).")
        var channel: String?

        func run(in context: CommandContext) async throws {
            let settings = try context.settings()
            try settings.requireChannels()
            let delivery = AlertDelivery(settings, in: context)
            let channels = delivery.destinations.map(\.channel)
                .filter { channel == nil || $0.name == channel }
            let names =
                settings.channels.map(\.name) + settings.faults.compactMap(\.channel)
            guard names.contains(where: { channel == nil || $0 == channel }) else {
                let names = names.joined(separator: ", ")
                throw Failure(
                    .failed, "there is no channel '\(channel ?? "")'; there are: \(names)")
            }
            var failures =
                delivery.faults.filter { channel == nil || $0.channel == channel }.map(\.message)
                + delivery.failures
                .filter { channel == nil || $0.channel == channel }.map(\.description)
            failures.forEach { context.note("warning: \(TerminalText.escaped($0))") }
            let notice = try notice(in: context)
            let tried = await delivery.withCarrier { transport in
                var tried: [(name: String, sent: SendOutcome)] = []
                for channel in channels {
                    let message = OutgoingMessage(notice, to: channel, at: context.now)
                    let sent = await transport.send(message, timeout: Dispatcher.attemptTimeout)
                    tried.append((channel.name, sent))
                }
                return tried
            }
            for (name, sent) in tried {
                let name = TerminalText.escaped(name)
                if sent.verdict == .delivered {
                    try context.print("\(name): delivered\n")
                } else {
                    let reason = TerminalText.escaped(sent.reason)
                    try context.print("\(name): not delivered: \(reason)\n")
                    failures.append(reason)
                }
            }
            guard failures.isEmpty else {
                throw Failure(.failed, "not every channel took the test; see above")
            }
        }

        private func notice(in context: CommandContext) throws -> AlertNotice {
            let now = context.now
            let alert = Alert(
                id: SubmissionID.random(at: now).description, event: .test, severity: .info,
                message: "this is a test of bursar's alerts: nothing has happened")
            return AlertNotice(
                alert, raisedAt: now, calendar: LedgerCalendar(zone: .gmt, name: "UTC"))
        }
    }
}
