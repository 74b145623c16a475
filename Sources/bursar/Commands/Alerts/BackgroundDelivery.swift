import Accounting
import LedgerStore
import Metering
import Synchronization

/// Delivers alerts while a command goes on: a command may follow a video for six minutes before its
/// end.
final class BackgroundDelivery: Sendable {
    private let context: CommandContext
    /// It waits for others only for a moment, and is written to also when the command was interrupted.
    let ledger: Ledger
    private let round = Mutex<Task<Void, Never>?>(nil)
    /// Whether it was said what is wrong with the channels.
    private let hasComplained = Mutex(false)

    /// How long a round may take while the command has something else to do anyway.
    static let patience = Duration.seconds(30)

    init(from ledger: Ledger, in context: CommandContext) {
        self.ledger =
            ledger.withLockTimeout(seconds: CommandContext.alertLockSeconds).recordingRegardless
        self.context = context
    }

    /// Begins a round when an alert was raised, unless one goes on. An alert that comes too late
    /// for that one leaves with the next, at the end at the latest.
    @Sendable func observe(_ observation: Observation) {
        guard case .alerted = observation else { return }
        round.withLock { round in
            if round == nil { round = Task { await run() } }
        }
    }

    private func run() async {
        await deliver(within: BackgroundDelivery.patience)
        round.withLock { $0 = nil }
    }

    /// Ends what goes on, and takes what is left: together within this time.
    func finish(within time: Duration) async {
        let begun = ContinuousClock.now
        if let round = round.withLock({ $0 }) {
            let patience = Task {
                try? await Task.sleep(for: time)
                round.cancel()
            }
            await round.value
            patience.cancel()
        }
        await deliver(within: time - begun.duration(to: .now))
    }

    /// Sends what is due now.
    func deliver(within time: Duration = patience) async {
        do {
            let settings = try context.settings()
            let delivery = AlertDelivery(settings, in: context)
            if settings.channels.isEmpty, delivery.faults.isEmpty { return }
            let hasFailures = !delivery.faults.isEmpty || !delivery.failures.isEmpty
            let isNews = hasComplained.withLock { said in
                defer { said = said || hasFailures }
                return !said
            }
            _ = try await delivery.deliver(from: ledger, within: time, saysFailures: isNews)
        } catch {
            context.noteAlertFailure(error)
        }
    }
}
