import Accounting
import Foundation
import Gateway
import LedgerStore
import Logging
import Metering
import Provider
import Text
import Transport

/// One command behind a gateway of its own: from the budget before it to the summary after it.
struct CommandRun: Sendable {
    let ledger: Ledger
    let client: ProviderClient
    let key: OneOffKey
    let limit: BudgetLimit?
    let signals: RelayedSignals
    let context: CommandContext

    /// How the command ended, once all that it sent is answered and recorded.
    ///
    /// - Parameter start: starts the command, which reaches the gateway at this URL.
    func ending(
        _ start: @escaping @Sendable (_ url: String) throws -> ChildProcess
    ) async throws -> ChildProcess.Ending {
        let firstDay = ledger.calendar.day(of: context.now)
        return try await context.deliveringAlerts(Meter(ledger: ledger, clock: context.clock)) {
            _ in
            try await limited {
                let ending = try await served(start)
                // The terminal may be another group's, if the command took it and was killed.
                signal(SIGTTOU, SIG_IGN)
                await summarize(since: firstDay)
                return ending
            }
        }
    }

    private func served(
        _ start: @escaping @Sendable (_ url: String) throws -> ChildProcess
    ) async throws -> ChildProcess.Ending {
        var options = GatewayOptions()
        options.port = 0
        options.onlyKey = key
        options.requiredBudget = limit == nil ? nil : key.name
        options.spoolFolder = NSTemporaryDirectory()
        var logger = Logger(label: "bursar") { _ in
            LineLogHandler(.text, now: context.clock.now, write: context.writeError)
        }
        logger.logLevel = .warning
        let delivery = BackgroundDelivery(from: ledger, in: context)
        let gateway = Gateway(
            ledger: ledger, clock: context.clock, provider: client, options: options,
            logger: logger, deliverAlerts: { await delivery.deliver() })
        let host = options.host
        do {
            return try await GatewayServer(gateway).run { port in
                let child = try start("http://\(Authority(host: host, port: port))")
                signals.begin(child)
                defer { signals.end() }
                return try await child.ending()
            }
        } catch let error as GatewayServerError {
            throw Failure(.failed, "\(error); nothing was started")
        }
    }

    /// Runs `body` under the budget of this run, which is removed however it ends.
    private func limited<Result>(_ body: () async throws -> Result) async throws -> Result {
        guard let limit else { return try await body() }
        var change = BudgetChange()
        change.limit = limit
        change.unit = .total
        change.key = .only(key.name)
        change.enforcement = .block
        // The summary says it all a moment later.
        change.alertAt = []
        change.alertsOnForecast = false
        _ = try await ledger.set(change, budget: key.name, at: context.now)
        do {
            let result = try await body()
            await removeBudget()
            return result
        } catch {
            await removeBudget()
            throw error
        }
    }

    private func removeBudget() async {
        do {
            try await ledger.recordingRegardless.removeBudget(named: key.name, at: context.now)
        } catch let error as LedgerError where error.kind == .notFound {
            // It was removed while the command ran, and the summary has said so.
        } catch {
            let reason = (error as? LedgerError)?.sentence ?? "\(error)"
            context.note(
                "warning: budget '\(key.name)' is still there: \(TerminalText.escaped(reason));"
                    + " remove it with: bursar budget remove \(key.name)")
        }
    }

    /// What this run may come to as things stand: its budget may have been changed while it ran.
    private func allowance() throws -> RunSummary.Allowance {
        guard limit != nil else { return .open }
        let own = try ledger.standings(at: context.now).first {
            $0.budget.name == key.name && $0.budget.enforcement == .block
        }
        return own.map { .upTo($0.limit) } ?? .withdrawn
    }

    private func summarize(since day: Day) async {
        do {
            let summary = try await RunSummary.of(key.name, since: day, in: ledger)
            context.note("bursar: \(summary.words(for: key.name, within: try allowance()))")
        } catch {
            let reason = (error as? LedgerError)?.sentence ?? "\(error)"
            context.note(
                "warning: what \(key.name) spent cannot be read: \(TerminalText.escaped(reason));"
                    + " see: bursar list")
        }
    }
}
