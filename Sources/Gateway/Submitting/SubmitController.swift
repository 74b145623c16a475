import Accounting
import Hummingbird
import LedgerStore
import LosslessJSON
import Metering
import NIOCore
import Provider

/// Carries out one POST of a client: reads and prices the order, has it reserved and sent once, and answers
/// with the provider's own words.
struct SubmitController: Sendable {
    let gateway: Gateway
    /// The connection that the answer will be written on.
    let channel: any Channel

    /// - Throws: ``GatewayError`` for every request that gets no answer of the provider's.
    func response(to order: Order, _ options: ClientOptions, from caller: Caller) async throws
        -> Response
    {
        let meter = gateway.meter
        let project = try caller.project(asking: options.project)
        let order = try meter.priced(
            options.applied(to: order, caller: caller.name, project: project))
        try OrderForm.requirePriceable(order.order)
        let request = ClientRequest(
            caller: caller.name, digest: order.digest,
            idempotencyDigest: options.idempotencyKey.map {
                meter.ledger.fingerprint(of: Array("idempotency-key \($0)".utf8))
            }, isNewTake: options.isNewTake)
        // Requests that are one are decided one after another: the second may be an answer to the first.
        let name = "\(request.caller?.text ?? "") \(request.idempotencyDigest ?? request.digest)"
        return try await gateway.turns.run(named: name) { hasWaited in
            try await response(to: order, request, hasWaited: hasWaited)
        }
    }

    /// - Parameter hasWaited: another request for the same was under way, and is answered now. A client that
    ///   has gone meanwhile wants no second take.
    private func response(
        to order: PricedOrder, _ request: ClientRequest, hasWaited: Bool
    ) async throws -> Response {
        var isAgain = hasWaited
        while true {
            if isAgain, await !channel.isStanding { throw GatewayError.clientGone }
            isAgain = true
            let result = try await gateway.meter.submit(
                order, for: request, requiring: gateway.options.requiredBudget,
                over: gateway.provider, observe: gateway.observe)
            switch result {
            case .refused(let submission):
                gateway.noteRefusal(submission)
                throw GatewayError(refusalOf: submission)
            case .otherOrder(let submission):
                throw GatewayError(keyTakenBy: submission)
            case .submitted(let result, let answer, let left):
                return try first(result, answer, left: left)
            case .repeated(let submission, let answer):
                if let response = try await again(submission, answer, request) { return response }
            }
        }
    }

    /// The answer to the POST that was made for this request.
    private func first(_ result: SubmitResult, _ answer: HandedAnswer?, left: USD?) throws
        -> Response
    {
        let submission = result.submission
        switch result {
        case .refused: throw GatewayError(refusalOf: submission)
        case .notSent: throw GatewayError(unreachableFor: submission)
        case .unknown:
            gateway.hurry()
            throw GatewayError(unknownOutcomeOf: submission)
        case .accepted, .rejected:
            gateway.deliveries.begin(submission.id, on: channel)
            return try response(with: answer, of: submission, left: left)
        }
    }

    /// The answer to a request that was made before; nil where the client has heard it, so that this one is
    /// a new order.
    private func again(
        _ submission: Submission, _ answer: HandedAnswer?, _ request: ClientRequest
    ) async throws -> Response? {
        if request.idempotencyDigest == nil {
            switch await gateway.deliveries.fate(of: submission.id) {
            case .reached, .open:
                try await gateway.meter.ledger.noteDelivered([submission.id])
                gateway.deliveries.forget(submission.id)
                return nil
            case .lost: break
            }
        }
        switch submission.state {
        case .reserved, .dispatched, .unknown:
            gateway.hurry()
            throw GatewayError(unknownOutcomeOf: submission)
        case .accepted, .unpriced, .settled, .voided, .refused:
            gateway.deliveries.begin(submission.id, on: channel)
            var response = try response(
                with: answer, of: submission, left: try gateway.meter.available(for: submission))
            response.headers[SubmissionHeaders.rejoined] = submission.id.description
            return response
        }
    }

    private func response(with answer: HandedAnswer?, of submission: Submission, left: USD?) throws
        -> Response
    {
        let known = try answer ?? HandedAnswer(of: submission)
        return Response(known, SubmissionHeaders.fields(of: submission, available: left))
    }
}

extension HandedAnswer {
    /// An answer to a POST in the provider's form, where its own was lost: the submission was found again.
    init(of submission: Submission) throws(GatewayError) {
        guard let id = submission.generationID else {
            throw GatewayError(unknownOutcomeOf: submission)
        }
        self.init(
            status: 200, headers: [Header("content-type", "application/json")],
            body: Array(GatewayDocuments.queued(id).compactText.utf8))
    }
}
