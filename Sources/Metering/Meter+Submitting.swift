package import Accounting
import LedgerStore
package import Provider

/// How far `submit` got.
package enum SubmitResult: Sendable {
    /// The guard said no; nothing was sent.
    case refused(Submission)
    /// It was stopped before a byte left: the provider could not be reached.
    case notSent(Submission)
    /// The provider said no.
    case rejected(Submission)
    /// It was sent, and no usable answer came.
    case unknown(Submission)
    /// The provider has it; it may be over already.
    case accepted(Submission)

    package var submission: Submission {
        switch self {
        case .refused(let submission), .notSent(let submission), .rejected(let submission),
            .unknown(let submission), .accepted(let submission):
            submission
        }
    }
}

extension Meter {
    /// Reserves the money and sends the request, once.
    ///
    /// The reservation and the dispatch are one commit, durable before the first byte leaves. When
    /// the task is cancelled the answer is still awaited and recorded.
    ///
    /// - Parameter timeout: the longest that the POST may take; nil for the usual.
    /// - Throws: ``LedgerError``. When it comes from the reservation, nothing was sent.
    package func submit(
        _ order: Order, over provider: any VideoProvider, timeout: Duration? = nil,
        observe: @escaping Observer
    ) async throws -> SubmitResult {
        try recoverDead(observe)
        let reserved: Submission
        switch try await reserve(order, over: provider, observe) {
        case .refused(let submission, let alerts):
            alerts.forEach { observe(.alerted($0)) }
            return .refused(submission)
        case .reserved(let submission, let alerts):
            observe(.changed(submission))
            alerts.forEach { observe(.alerted($0)) }
            reserved = submission
        }
        let usual = ProviderClient.submitTimeout(bodyBytes: reserved.proposal.bodyBytes)
        let outcome = await Meter.unhindered {
            await provider.submit(
                order.request, as: reserved.id, timeout: min(timeout ?? usual, usual))
        }
        return try record(outcome, of: reserved, observe)
    }

    /// What the guard would say now. Nothing is recorded and nothing is sent.
    package func preview(_ order: Order) throws -> (proposal: Proposal, refusal: Refusal?) {
        let instant = clock.now()
        let prices = try ledger.priceBook()
        let proposal = proposal(for: order, prices: prices, at: instant)
        let options = options(for: order, prices: prices, at: instant)
        return (proposal, try ledger.preview(proposal, options, at: instant))
    }

    /// Asks the guard. Before money in flight is the reason to say no, those submissions are polled:
    /// one that has ended unnoticed must not be in the way.
    private func reserve(
        _ order: Order, over provider: any VideoProvider, _ observe: @escaping Observer
    ) async throws -> ReservationOutcome {
        let prices = try ledger.priceBook()
        let proposal = proposal(for: order, prices: prices, at: clock.now())
        let options = options(for: order, prices: prices, at: clock.now())
        let first = try ledger.preview(proposal, options, at: clock.now())
        if first?.reason == .inFlightBudgetExhausted || first?.reason == .duplicate {
            try await pollOpen(over: provider, observe: observe)
        }
        return try ledger.reserve(proposal, options, at: clock.now())
    }

    private func proposal(for order: Order, prices: PriceBook, at instant: Instant) -> Proposal {
        order.proposal(
            id: makeID(instant), prices: prices,
            digest: ledger.fingerprint(of: order.request.body), at: instant)
    }

    private func options(for order: Order, prices: PriceBook, at instant: Instant)
        -> ReservationOptions
    {
        var options = ReservationOptions()
        options.alternatives = prices.inForce(at: instant).filter {
            $0.model == order.request.model
        }
        options.allowsDuplicate = order.allowsDuplicate
        options.keptPrompt = order.keepsPrompt ? order.request.prompt : nil
        return options
    }

    private func record(
        _ outcome: SubmitOutcome, of reserved: Submission, _ observe: Observer
    ) throws -> SubmitResult {
        var submission = reserved
        for event in Verdict.events(after: outcome) {
            if let changed = try record(event, of: reserved.id, observe) { submission = changed }
        }
        if submission.state == .unknown { return .unknown(submission) }
        switch outcome {
        case .notSent: return .notSent(submission)
        case .refused: return .rejected(submission)
        case .unknown: return .unknown(submission)
        case .accepted: return .accepted(submission)
        }
    }

    /// Runs `body` to its end even when the surrounding task is cancelled: what was sent cannot be
    /// called back, and its answer must not be lost.
    private static func unhindered<Result: Sendable>(
        _ body: @escaping @Sendable () async -> Result
    ) async -> Result {
        await Task.detached(operation: body).value
    }
}

extension Proposal {
    /// About how many bytes the request has: what its time-out is measured by.
    fileprivate var bodyBytes: Int {
        fingerprint.map { $0.promptBytes + $0.imageBytes + $0.videoBytes } ?? 0
    }
}
