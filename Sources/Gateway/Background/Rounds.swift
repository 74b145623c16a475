import Accounting
import LedgerStore
import Logging
import Metering
import Provider
import Synchronization

/// Looks after what no client asks after: follows what is open to its end, recovers what was cut off, reads
/// the provider's books and prices, and has alerts sent. It runs until its task is cancelled.
final class Rounds: Sendable {
    private struct State {
        var isHurried = false
        var hasAlerts = false
        var waiter: CheckedContinuation<Void, Never>?
        var lastRound: Instant?
        var failure: String?
    }

    private let meter: Meter
    private let provider: ProviderClient
    private let options: GatewayOptions
    private let logger: Logger
    /// A number from 0 to 1, to spread rounds.
    private let jitter: @Sendable () -> Double
    private let deliverAlerts: @Sendable () async -> Void
    private let state = Mutex(State())

    /// Rounds that were asked for begin no closer to each other.
    private static let leastPause = Duration.seconds(1)

    init(
        meter: Meter, provider: ProviderClient, options: GatewayOptions, logger: Logger,
        jitter: @escaping @Sendable () -> Double,
        deliverAlerts: @escaping @Sendable () async -> Void
    ) {
        self.meter = meter
        self.provider = provider
        self.options = options
        self.logger = logger
        self.jitter = jitter
        self.deliverAlerts = deliverAlerts
    }

    /// Begins a round soon.
    func hurry() { wake { $0.isHurried = true } }

    /// An alert was raised: it is sent soon.
    func noteAlert() { wake { $0.hasAlerts = true } }

    /// Why the last round could not use the ledger; nil where it could.
    var failure: String? { state.withLock { $0.failure } }

    /// Makes rounds until the task is cancelled.
    ///
    /// - Parameter endsWhenReplaced: a ledger whose name stands for another file ends the rounds, as it
    ///   cannot be used again by this process.
    /// - Throws: ``LedgerError`` of kind `replaced`.
    func run(endsWhenReplaced: Bool) async throws(LedgerError) {
        var lastBooks: ContinuousClock.Instant?
        while !Task.isCancelled {
            let now = ContinuousClock.now
            let readsBooks =
                lastBooks.map { $0.duration(to: now) >= options.booksInterval } ?? true
            if readsBooks { lastBooks = now }
            let failure = await round(readsBooks: readsBooks)
            if endsWhenReplaced, let failure, failure.kind == .replaced { throw failure }
            await deliverAlerts()
            try? await Task.sleep(for: Rounds.leastPause)
            await rest(for: Rounds.rest(options.roundInterval, jitter: jitter()))
        }
    }

    /// How long the rest after a round and its least pause is: a tenth of jitter keeps gateways that began
    /// together from asking the provider together.
    static func rest(_ interval: Duration, jitter: Double) -> Duration {
        max(interval.spread(by: jitter) - leastPause, .zero)
    }

    /// - Returns: why the ledger could not be used.
    private func round(readsBooks: Bool) async -> LedgerError? {
        do {
            // A round that writes nothing would not see it.
            try meter.ledger.requireInPlace()
            let summary = try await meter.sync(
                over: provider, books: readsBooks ? provider : nil,
                balanceLine: readsBooks ? options.balanceLine : nil
            ) { [self] observation in
                if case .alerted = observation { noteAlert() }
            }
            try await meter.ledger.forgetOldRequests(at: meter.clock.now())
            state.withLock { $0.failure = nil }
            log(summary)
            return nil
        } catch is CancellationError {
            return nil
        } catch {
            let isNews = state.withLock { state in
                defer { state.failure = "\(error)" }
                return state.failure != "\(error)"
            }
            if isNews { logger.error("round failed", metadata: ["error": "\(error)"]) }
            return error as? LedgerError
        }
    }

    /// Waits until the time is over, or something is to be done sooner.
    private func rest(for time: Duration) async {
        let end = ContinuousClock.now.advanced(by: time)
        while !Task.isCancelled, ContinuousClock.now < end {
            let (isHurried, hasAlerts) = state.withLock { state in
                defer { (state.isHurried, state.hasAlerts) = (false, false) }
                return (state.isHurried, state.hasAlerts)
            }
            if hasAlerts { await deliverAlerts() }
            if isHurried { return }
            await sleep(until: end)
        }
    }

    private func sleep(until end: ContinuousClock.Instant) async {
        let alarm = Task {
            try? await Task.sleep(until: end, clock: .continuous)
            wake { _ in }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.isHurried || state.hasAlerts || Task.isCancelled { return true }
                    state.waiter = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            wake { _ in }
        }
        alarm.cancel()
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiter = state.withLock { state in
            change(&state)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    private func log(_ summary: SyncSummary) {
        guard summary.ended + summary.recovered + summary.found + summary.failed > 0 else { return }
        logger.info(
            "round",
            metadata: [
                "polled": "\(summary.polled)", "ended": "\(summary.ended)",
                "recovered": "\(summary.recovered)", "found": "\(summary.found)",
                "failed": "\(summary.failed)", "running": "\(summary.stillRunning)",
                "unknown": "\(summary.unknown)",
            ])
    }
}
