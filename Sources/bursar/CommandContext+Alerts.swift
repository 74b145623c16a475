import Accounting
import LedgerStore
import Metering
import Reporting

extension CommandContext {
    /// Nobody waits longer than this for channels at the end of a command that was for something else.
    static let deliveryPatience = Duration.seconds(2)

    /// Runs `body`, which may raise alerts, and takes them to their channels, however it ends. What goes
    /// wrong with that is said on stderr and changes nothing else.
    ///
    /// - Parameter body: given what is to be told of alerts, so that they leave at once.
    func deliveringAlerts<Result>(
        _ meter: Meter, within time: Duration = deliveryPatience,
        _ body: (@escaping Observer) async throws -> Result
    ) async throws -> Result {
        let early = EarlyDelivery(from: meter.ledger, in: self)
        do {
            let result = try await body(early.observe)
            await announce(meter)
            await early.finish(within: time)
            return result
        } catch let error as LedgerError where error.isAboutTheFile {
            // Nor can it be asked for alerts.
            throw error
        } catch {
            await announce(meter)
            await early.finish(within: time)
            throw error
        }
    }

    private func announce(_ meter: Meter) async {
        do {
            try meter.announceConditions { observation in
                guard case .alerted(let alert) = observation else { return }
                note("warning: \(TerminalText.escaped(alert.message))")
            }
        } catch {
            note("warning: not every alert could be raised: \(error)")
        }
    }
}
