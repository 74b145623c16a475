import Accounting
import LedgerStore
import Metering
import Reporting
import Text

extension CommandContext {
    /// The longest wait for channels at the end of a command that was for something else.
    static let deliveryPatience = Duration.seconds(2)

    /// Runs `body`, which may raise alerts, and delivers them, however it ends. What goes wrong with that
    /// is said on stderr and does not change the exit code.
    ///
    /// - Parameter body: gets a closure to call with each alert, which is then sent at once.
    func deliveringAlerts<Result>(
        _ meter: Meter, within time: Duration = deliveryPatience,
        _ body: (@escaping Observer) async throws -> Result
    ) async throws -> Result {
        // Of an account that is kept nowhere, every command would raise the same alerts again.
        guard meter.ledger.isKept else { return try await body { _ in } }
        let early = BackgroundDelivery(from: meter.ledger, in: self)
        do {
            let result = try await body(early.observe)
            await finish(early, within: time)
            return result
        } catch let error as LedgerError where error.isAboutTheFile {
            // Nor can it be asked for alerts.
            throw error
        } catch {
            await finish(early, within: time)
            throw error
        }
    }

    /// A ledger that is busy for longer is left to the next command.
    static let alertLockSeconds = 1

    private func finish(_ early: BackgroundDelivery, within time: Duration) async {
        do {
            // An alert that a wrong clock dates would be the newest entry until that time comes.
            guard !providerDate.contradictsOurs else {
                return await early.finish(within: time)
            }
            try await Meter(ledger: early.ledger, clock: clock).announceBudgets { observation in
                guard case .alerted(let alert) = observation else { return }
                note(alert.line)
            }
            await early.finish(within: time)
        } catch {
            noteAlertFailure(error)
        }
    }

    /// Alerts that were raised are recorded: the next command delivers them.
    func noteAlertFailure(_ error: any Error) {
        let reason =
            (error as? LedgerError).map { $0.kind == .busy ? "the ledger is busy" : $0.sentence }
            ?? "\(error)"
        note("warning: alerts were not looked after, the next command will: \(reason)")
    }
}

extension Alert {
    /// One line for the terminal as it is raised: a warning where something can be done.
    var line: String {
        let words = AdviceText.joined(message, nextStep?.words ?? "")
        return "\(severity == .info ? "note" : "warning"): \(TerminalText.escaped(words))"
    }
}
