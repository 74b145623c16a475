import Accounting
import Alerting
import Foundation
import LedgerStore
import Metering
import Reporting
import Text
import Transport

/// The channels of the settings, and what it takes to reach them.
struct AlertDelivery: Sendable {
    let destinations: [Dispatcher.Destination]
    /// All that are configured, whether they can be reached here or not.
    private let known: [OutboxChannel]
    /// Why channels that are configured cannot be used here.
    let failures: [AlertingError]
    /// What is written wrongly about channels, or the balance to watch.
    let faults: [ConfigFault]
    /// Where the channels are written; nil where it is not known which of them there are.
    private let config: String?
    /// The names of channels that are there and cannot be used.
    private let unusable: Set<String>
    private let context: CommandContext
    private let environment: [String: String]
    private let proxies: ProxySettings

    init(_ settings: Settings, in context: CommandContext) {
        var destinations: [Dispatcher.Destination] = []
        var failures: [AlertingError] = []
        var known: [OutboxChannel] = []
        let since = settings.configModifiedAt ?? context.now
        let sources = SecretSources(
            variable: { context.environment[$0] }, file: AlertDelivery.secretFile)
        for channel in settings.channels {
            do {
                known.append(
                    OutboxChannel(
                        name: channel.name, since: since, admits: try ChannelFilter(channel).admits)
                )
                destinations.append(
                    Dispatcher.Destination(try Channel(channel, reading: sources), since: since))
            } catch {
                failures.append(error)
            }
        }
        self.destinations = destinations
        self.failures = failures
        faults = settings.faults.filter(\.isOfAlertsAlone)
        config = settings.channelsPath
        unusable = Set(settings.faults.compactMap(\.channel))
        self.known = known
        self.context = context
        proxies = settings.proxies
        // A program that takes alerts does not get the keys.
        let secrets = Settings.keyVariables + settings.channelVariables
        environment = context.environment.filter { !secrets.contains($0.key) }
    }

    /// Lends what carries messages to `body`, and closes its connections afterwards.
    func withCarrier<Result: Sendable>(
        _ body: (LiveAlertTransport) async throws -> Result
    ) async rethrows -> Result {
        let transport = HTTPTransport(
            reusesConnections: true, proxies: proxies)
        let result: Result
        do {
            result = try await body(
                LiveAlertTransport(transport: transport, environment: environment))
        } catch {
            await transport.shutdown()
            throw error
        }
        await transport.shutdown()
        return result
    }

    /// Takes what is due to its channels, and says on stderr what they did not take.
    ///
    /// - Parameters:
    ///   - early: also what is put off for later.
    ///   - saysTroubles: false when the errors of the channels were said before.
    func deliver(
        from ledger: Ledger, within time: Duration, early: Bool = false, saysFailures: Bool = true
    ) async throws -> DeliverySummary {
        let deadline = Instant(
            microseconds: context.now.microseconds + time.wholeMicroseconds)
        if saysFailures { sayFailures() }
        let moved = try await ledger.enqueue(
            known, of: config, besides: unusable, at: context.now)
        moved.forEach { context.note("note: \(TerminalText.escaped($0.words))") }
        guard !destinations.isEmpty else { return DeliverySummary() }
        let summary = try await withCarrier { transport in
            try await Dispatcher(
                ledger: ledger, destinations: destinations, transport: transport,
                now: context.clock.now, advice: Alert.advice
            ).deliver(until: deadline, early: early)
        }
        for failure in summary.failures {
            let next =
                failure.isOver
                ? "it is not tried again" : "it is tried again by: bursar sync"
            context.note(
                "warning: channel '\(TerminalText.escaped(failure.channel))' did not take an alert:"
                    + " \(TerminalText.escaped(failure.reason)); \(next)")
        }
        return summary
    }

    private func sayFailures() {
        for fault in faults {
            context.note(
                "warning: \(TerminalText.escaped(fault.message)); until it is corrected no alert goes"
                    + " there")
        }
        failures.forEach { context.note("warning: \(TerminalText.escaped($0.description))") }
    }

    private struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    private static func secretFile(_ path: String) throws -> SecretFile {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw Unreadable(description: String(cString: strerror(errno)))
        }
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { throw Unreadable(description: "it is no text") }
        return SecretFile(content: Secret(text), mode: Int(status.st_mode & 0o7777))
    }
}

extension Readdressed {
    fileprivate var words: String {
        let names = to.map { "'\($0)'" }.joined(separator: ", ")
        return "channel '\(channel)' is not configured any more; what it was not told of goes to"
            + " \(names): \(Count.text(alerts, "alert"))"
    }
}
