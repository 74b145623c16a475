package import Accounting
import LedgerStore
package import Provider

/// How far `submit` got.
package enum SubmitResult: Sendable {
    /// A budget, a maximum or an unknown price refused it; nothing was sent.
    case refused(Submission)
    /// It was stopped before a byte left: the provider could not be reached.
    case notSent(Submission)
    /// The provider refused it.
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

/// What would become of an order now.
package struct Preview: Sendable {
    package let proposal: Proposal
    /// Nil when it would be submitted.
    package let refusal: Refusal?
    /// Every budget that counts it, and what would be left of it.
    package let budgets: [BudgetPreview]
}

extension Meter {
    /// Reserves the money and sends the request, once.
    ///
    /// The reservation and the dispatch are one commit, durable before the first byte leaves. When
    /// the task is cancelled before that, nothing happens; after it, the answer is still awaited and
    /// recorded.
    ///
    /// - Parameter timeout: the longest that the POST may take; nil for the usual.
    /// - Throws: ``LedgerError`` and `CancellationError`: nothing was sent and nothing is reserved.
    ///   ``UnrecordedAnswer``: it was sent, and the answer could not be recorded.
    package func submit(
        _ order: Order, over provider: any VideoProvider, timeout: Duration? = nil,
        observe: @escaping Observer
    ) async throws -> SubmitResult {
        // Before others are recovered by their age, which this clock measures.
        try ledger.requireClock(at: clock.now())
        try await recoverDead(observe)
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
        let answered = await send(order, as: reserved, over: provider, timeout: timeout)
        // It has happened, and an interrupt does not undo it.
        return try await recordingRegardless.take(answered, of: reserved, observe)
    }

    /// An order with what its model makes of what it leaves open.
    package func completed(_ order: Order) throws -> Order {
        let now = clock.now()
        return order.completed(by: try ledger.priceBook(at: now), at: now)
    }

    /// Whether the order would be refused now. Nothing is recorded and nothing is sent.
    package func preview(_ order: Order) throws -> Preview {
        let instant = clock.now()
        let prices = try ledger.priceBook(at: instant)
        let proposal = proposal(for: order, prices: prices, at: instant)
        let options = options(for: order, prices: prices, at: instant)
        let admission = try ledger.admission(of: proposal, options, at: instant)
        return Preview(
            proposal: proposal, refusal: admission.refusal(), budgets: admission.previews)
    }

    /// Reserves the money or records the refusal. Before a refusal for money in flight those submissions
    /// are polled: the end of one may not be recorded yet.
    private func reserve(
        _ order: Order, over provider: any VideoProvider, _ observe: @escaping Observer
    ) async throws -> ReservationOutcome {
        let prices = try ledger.priceBook(at: clock.now())
        let proposal = proposal(for: order, prices: prices, at: clock.now())
        let options = options(for: order, prices: prices, at: clock.now())
        var passing = options
        passing.unrecorded = [.inFlightBudgetExhausted, .duplicate]
        // Nothing has happened yet, and an interrupt still stops it.
        try Task.checkCancellation()
        let first = try await ledger.reserve(proposal, passing, at: clock.now())
        guard case .refused(let refused, _) = first, let reason = refused.refusal?.reason,
            passing.unrecorded.contains(reason)
        else { return first }
        let deadline = clock.now().advanced(bySeconds: Meter.makingRoomSeconds)
        try await Poller(self, over: provider, observe).pollOpen(until: deadline) {
            try ledger.preview(proposal, options, at: clock.now()) == nil
        }
        try Task.checkCancellation()
        return try await ledger.reserve(proposal, options, at: clock.now())
    }

    /// Sends the POST, unless so much time has passed since its commit that recovery may have ended the
    /// submission.
    func send(
        _ order: Order, as reserved: Submission, over provider: any VideoProvider,
        timeout: Duration? = nil
    ) async -> Answered<SubmitOutcome> {
        let waited = clock.now().seconds(since: reserved.dispatchedAt ?? reserved.reservedAt)
        guard waited < Recovery.reservedTimeoutSeconds else {
            return Answered(
                .notSent(
                    Fault(
                        name: "stalled",
                        message: "nothing was sent: this process stood still for \(waited) s before"
                            + " it could send; submit it again")))
        }
        let usual = reserved.proposal.submitTimeout
        return await Meter.unhindered {
            await provider.submit(
                order.request, as: reserved.id, timeout: min(timeout ?? usual, usual))
        }
    }

    func proposal(for order: Order, prices: PriceBook, at instant: Instant) -> Proposal {
        order.proposal(
            id: makeID(instant), prices: prices,
            digest: ledger.fingerprint(of: order.request.body), at: instant)
    }

    func options(for order: Order, prices: PriceBook, at instant: Instant)
        -> ReservationOptions
    {
        var options = ReservationOptions()
        options.alternatives = { order.alternatives(prices: prices, at: instant) }
        options.allowsDuplicate = order.allowsDuplicate
        options.keptPrompt = order.keepsPrompt ? order.request.prompt : nil
        return options
    }
}
