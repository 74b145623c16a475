package import Accounting
import LedgerStore
package import Provider

/// What became of an order that a client of the gateway sent.
package enum ClientResult: Sendable {
    /// A budget, a maximum or an unknown price refused it; nothing was sent.
    case refused(Submission)
    /// It was sent, or stopped before a byte left; with the provider's answer where all of it came, and
    /// the least that a budget has left.
    case submitted(SubmitResult, HandedAnswer?, left: USD?)
    /// The client asked for it before; with the provider's answer to the POST, once there is one.
    case repeated(Submission, HandedAnswer?)
    /// Its `Idempotency-Key` stands for another order, that of this submission.
    case otherOrder(Submission)
}

/// An order as it will be sent, and the prices that it is held at.
package struct PricedOrder: Sendable {
    package let order: Order
    /// The salted digest by which it is known again.
    package let digest: String
    let prices: PriceBook
}

extension Meter {
    /// An order with what its model makes of what it leaves open, and the prices in force.
    ///
    /// - Throws: ``LedgerError``.
    package func priced(_ order: Order) throws -> PricedOrder {
        let now = clock.now()
        let prices = try ledger.priceBook(at: now)
        var completed = order.completed(by: prices, at: now)
        // What a client says of a reference is no length of a video that follows none.
        if !completed.isMotionControl, !completed.request.states("duration") {
            completed.statedMilliseconds = nil
        }
        return PricedOrder(
            order: completed, digest: ledger.fingerprint(of: completed.request.canonicalBody),
            prices: prices)
    }

    /// Whether a client's order would be refused now. Nothing is recorded and nothing is sent.
    ///
    /// - Throws: ``LedgerError``.
    package func preview(_ priced: PricedOrder) throws -> Preview {
        let now = clock.now()
        let proposal = priced.order.proposal(
            id: makeID(now), prices: priced.prices, digest: priced.digest, at: now)
        let options = options(for: priced.order, prices: priced.prices, at: now)
        let admission = try ledger.admission(of: proposal, options, at: now)
        return Preview(
            proposal: proposal, refusal: admission.refusal(), budgets: admission.previews)
    }

    /// Reserves the money for a client's order and sends it, once, unless the client asked for it before.
    ///
    /// Whether the same request may be open already is the order's to say. It waits for no room: a refusal for money in flight comes at once. From the reservation on it goes
    /// to its end also when the task is cancelled, as a client may go away at any moment.
    ///
    /// - Parameter budget: the budget without which nothing is sent; nil where none is required.
    /// - Throws: ``LedgerError``, ``UnrecordedAnswer``: as ``submit(_:over:timeout:observe:)``.
    package func submit(
        _ priced: PricedOrder, for request: ClientRequest, requiring budget: Name? = nil,
        over provider: any VideoProvider, observe: @escaping Observer
    ) async throws -> ClientResult {
        let now = clock.now()
        let (order, prices) = (priced.order, priced.prices)
        var options = options(for: order, prices: prices, at: now)
        options.requiredBudget = budget
        let proposal = order.proposal(
            id: makeID(now), prices: prices, digest: request.digest, at: now)
        let meter = recordingRegardless
        let reserved: Submission
        let left: USD?
        switch try await meter.ledger.reserve(proposal, options, for: request, at: clock.now()) {
        case .repeated(let submission, let answer): return .repeated(submission, answer)
        case .otherOrder(let submission): return .otherOrder(submission)
        case .new(.refused(let submission, let alerts), _):
            alerts.forEach { observe(.alerted($0)) }
            return .refused(submission)
        case .new(.reserved(let submission, let alerts), let rest):
            left = rest
            observe(.changed(submission))
            alerts.forEach { observe(.alerted($0)) }
            reserved = submission
        }
        let answered = await send(order, as: reserved, over: provider)
        return .submitted(
            try await meter.take(answered, of: reserved, observe), answered.answer, left: left)
    }

    /// Asks for the state of a submission's generation, as its client does, and hands the answer over.
    ///
    /// What it says is recorded by ``take(_:for:over:observe:)``.
    package func poll(_ generationID: String, over provider: any VideoProvider) async
        -> Answered<PollOutcome>
    {
        await provider.poll(generationID, timeout: Poller.pollTimeout)
    }

    /// Records what a client's poll said about a submission that is not over.
    ///
    /// - Throws: ``LedgerError``.
    package func take(
        _ outcome: PollOutcome, for submission: Submission, over provider: any VideoProvider,
        observe: @escaping Observer
    ) async throws {
        guard [.accepted, .unpriced].contains(submission.state),
            let generationID = submission.generationID
        else { return }
        _ = try await Poller(self, over: provider, observe)
            .take(outcome, for: submission, generationID)
    }

    /// The least that the budgets which count a submission have left; nil where none limits money.
    package func available(for submission: Submission) throws -> USD? {
        let admission = try ledger.admission(of: submission.proposal, at: clock.now())
        return admission.previews.filter { $0.standing.budget.enforcement == .block }
            .compactMap(\.standing.available).min()
    }
}
