package import Accounting
import LedgerStore
package import Provider

/// What became of an order that a client of the gateway sent.
package enum ClientResult: Sendable {
    /// A budget, a maximum or an unknown price refused it; nothing was sent.
    case refused(Submission)
    /// It was sent, or stopped before a byte left; with the provider's answer where all of it came.
    case submitted(SubmitResult, HandedAnswer?)
    /// The client asked for it before; with the provider's answer to the POST, once there is one.
    case repeated(Submission, HandedAnswer?)
    /// Its `Idempotency-Key` stands for another order, that of this submission.
    case otherOrder(Submission)
}

extension Meter {
    /// The salted digest by which an order is known again.
    package func digest(of order: Order) -> String { ledger.fingerprint(of: order.request.body) }

    /// Reserves the money for a client's order and sends it, once, unless the client asked for it before.
    ///
    /// It waits for no room: a refusal for money in flight comes at once. From the reservation on it goes
    /// to its end also when the task is cancelled, as a client may go away at any moment.
    ///
    /// - Parameter order: completed, see ``completed(_:)``.
    /// - Throws: ``LedgerError``, ``UnrecordedAnswer``: as ``submit(_:over:timeout:observe:)``.
    package func submit(
        _ order: Order, for request: ClientRequest, over provider: any VideoProvider,
        observe: @escaping Observer
    ) async throws -> ClientResult {
        let now = clock.now()
        let prices = try ledger.priceBook(at: now)
        var options = options(for: order, prices: prices, at: now)
        // Which requests are one is decided by the client's request, not by what is still open.
        options.allowsDuplicate = true
        let proposal = order.proposal(
            id: makeID(now), prices: prices, digest: request.digest, at: now)
        let meter = recordingRegardless
        let reserved: Submission
        switch try await meter.ledger.reserve(proposal, options, for: request, at: clock.now()) {
        case .repeated(let submission, let answer): return .repeated(submission, answer)
        case .otherOrder(let submission): return .otherOrder(submission)
        case .new(.refused(let submission, let alerts)):
            alerts.forEach { observe(.alerted($0)) }
            return .refused(submission)
        case .new(.reserved(let submission, let alerts)):
            observe(.changed(submission))
            alerts.forEach { observe(.alerted($0)) }
            reserved = submission
        }
        let answered = await send(order, as: reserved, over: provider)
        return .submitted(try await meter.take(answered, of: reserved, observe), answered.answer)
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
        let standings = try ledger.admission(of: submission.proposal, at: clock.now()).standings
        let names = try ledger.priceBook(at: clock.now()).names
        return standings.filter {
            $0.budget.enforcement == .block
                && $0.budget.scope.matches(submission.subject, names: names)
        }.compactMap(\.available).min()
    }
}
