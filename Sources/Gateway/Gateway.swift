import Accounting
package import LedgerStore
package import Logging
package import Metering
package import Provider

/// The gateway: what every part of it shares while it runs.
///
/// A client sends its requests here instead of to the provider. Each POST is priced, recorded, held against
/// the budgets and sent once; polls pass, and settle what they see; rounds in the background follow what
/// nobody asks after.
package struct Gateway: Sendable {
    let meter: Meter
    let provider: ProviderClient
    let options: GatewayOptions
    let logger: Logger
    let turns = Turns<String>()
    let pages = PageTurns()
    /// What commands wrote for other machines and is not read yet.
    let commandFiles = CommandOutput.Files()
    let deliveries: Deliveries
    let durations = RequestDurations()
    let rounds: Rounds

    /// A client is told after so long, and at most twice that, that the ledger is busy.
    private static let lockTimeoutSeconds = 10

    /// - Parameters:
    ///   - jitter: a number from 0 to 1, to spread rounds and polls.
    ///   - deliverAlerts: sends the alerts that are due; called when one was raised, and after each round.
    package init(
        ledger: Ledger, clock: WallClock, provider: ProviderClient, options: GatewayOptions,
        logger: Logger, jitter: @escaping @Sendable () -> Double = { .random(in: 0...1) },
        deliverAlerts: @escaping @Sendable () async -> Void = {}
    ) {
        let ledger = ledger.withLockTimeout(seconds: Gateway.lockTimeoutSeconds)
        meter = Meter(ledger: ledger, clock: clock, jitter: jitter)
        self.provider = provider
        self.options = options
        self.logger = logger
        deliveries = Deliveries(ledger)
        rounds = Rounds(
            meter: meter, provider: provider, options: options, logger: logger, jitter: jitter,
            deliverAlerts: deliverAlerts)
    }

    /// What happens to submissions while requests are carried out: alerts are sent on.
    var observe: Observer {
        { [rounds] observation in
            if case .alerted = observation { rounds.noteAlert() }
        }
    }

    /// Looks after what is open at once, and not at the next round.
    func hurry() { rounds.hurry() }

    /// A ledger that is another file now is seen at once, and not at the next round.
    func noteFailure(_ error: any Error) {
        if (error as? LedgerError)?.kind == .replaced { hurry() }
    }

    /// A refusal for money in flight may be over when what is in flight has ended.
    func noteRefusal(_ submission: Submission) {
        rounds.noteAlert()
        if submission.refusal?.reason == .inFlightBudgetExhausted { hurry() }
    }
}
