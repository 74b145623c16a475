import Accounting
import LedgerStore
import Provider

/// Alerts that no transaction raises, because it is time that makes them due.
extension Meter {
    /// Raises the alerts of what stays so and was not announced: budgets that are over a threshold or
    /// heading over their limit, and periods that are over.
    ///
    /// Where one cannot be announced, the others are.
    ///
    /// - Parameter isTimeSure: whether what is over by this clock is over.
    /// - Throws: ``LedgerError``: the first, when all others are announced.
    package func announceBudgets(isTimeSure: Bool = true, _ observe: Observer) async throws {
        let now = clock.now()
        var conditions: [() throws -> [StandingAlert?]] = []
        let ended = isTimeSure ? try ledger.endedWindows(at: now) : []
        for window in ended {
            conditions.append {
                [.resolved(budget: window.budget, start: window.start, after: window.alertID)]
            }
        }
        for budget in try ledger.budgets() {
            conditions.append {
                let outlook = try ledger.outlook(of: budget, at: now)
                return [
                    .thresholdReached(outlook.standing),
                    .headingOverLimit(outlook, calendar: ledger.calendar),
                ]
            }
        }
        var failure: LedgerError?
        for condition in conditions {
            do {
                for condition in try condition() {
                    try await announce(condition, observe)
                }
            } catch let error as LedgerError where error.isAboutOneThing {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// Raises the alerts of submissions that have been without an outcome or a price for an hour, and of
    /// those that have been running for some.
    ///
    /// - Throws: ``LedgerError``.
    package func announceUnresolved(_ observe: Observer) async throws {
        var unresolved = UnresolvedAlerts(at: clock.now())
        try ledger.forEachSubmission(in: [.unknown, .unpriced, .accepted]) { unresolved.take($0) }
        for alert in unresolved.alerts { try await announce(alert, observe) }
    }

    static let balanceTimeout = Duration.seconds(10)

    /// Asks for the balance, where there is something that it should cover, or `balance_below` is set.
    /// Without an answer nothing follows. A condition that ends and begins again is announced again.
    ///
    /// - Returns: why there was no answer, where `balance_below` is set.
    func watchBalance(
        in books: any ProviderBooks, line: USD?, _ observe: Observer
    ) async throws -> Fault? {
        var open = Int128(0)
        try ledger.forEachSubmission(in: SubmissionState.holdingMoney) {
            open += Int128($0.openReservation.nanos)
        }
        let held = USD(nanos: Int64(clamping: open))
        // With nothing to cover, or without `balance_below`, the condition is over.
        if held == .zero { try await forget(.balanceBelowOpen(.zero, open: .zero)) }
        if line == nil { try await forget(.balanceBelowLine(.zero, line: .zero)) }
        guard held > .zero || line != nil else { return nil }
        let balance: USD
        switch await books.balance(timeout: Meter.balanceTimeout) {
        case .answer(let answer): balance = answer
        case .unavailable(let fault, _), .rejected(_, let fault):
            return line == nil ? nil : fault
        case .notModified: return nil
        }
        if held > .zero {
            try await hold(.balanceBelowOpen(balance, open: held), while: balance < held, observe)
        }
        if let line {
            try await hold(.balanceBelowLine(balance, line: line), while: balance < line, observe)
        }
        return nil
    }

    private func forget(_ condition: StandingAlert) async throws {
        for name in condition.names { try await ledger.forget(name) }
    }

    private func hold(_ condition: StandingAlert, while isSo: Bool, _ observe: Observer)
        async throws
    {
        if isSo { try await announce(condition, observe) } else { try await forget(condition) }
    }

    private func announce(_ condition: StandingAlert?, _ observe: Observer) async throws {
        guard let condition, let alert = try await ledger.announce(condition, at: recordingTime)
        else {
            return
        }
        observe(.alerted(alert))
    }
}
