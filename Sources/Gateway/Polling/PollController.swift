import Accounting
import Hummingbird
import LedgerStore
import Logging
import LosslessJSON
import Metering
import Provider

/// Hands a client's poll on and its answer back, and records what the answer says.
struct PollController: Sendable {
    let gateway: Gateway

    /// How long an answer is kept back for the ledger to record what it says: so that a client that looks
    /// there next finds it. A busy ledger records it later, and delays no poll.
    static let patience = Duration.milliseconds(20)

    /// - Throws: ``GatewayError``; ``LedgerError`` where the ledger cannot be read.
    func response(to generationID: String?, from caller: Caller) async throws -> Response {
        guard let generationID, !generationID.isEmpty else {
            throw GatewayError(
                status: 400, kind: .invalidRequest, code: "missing_generation_id",
                message:
                    "the query names no generation; add ?generation_id=ID with the id of the answer to the"
                    + " POST", parameter: "generation_id")
        }
        guard EntryText.flaw(in: generationID, longest: EntryText.longestID) == nil else {
            throw PollController.unknown(generationID)
        }
        let submission = try gateway.meter.ledger.submission(generationID: generationID)
        // Of what belongs to others it is not said that it exists.
        if let submission, !caller.maySee(submission) { throw PollController.unknown(generationID) }
        // Nor of what may belong to another's POST that has no answer yet.
        if submission == nil, !caller.isAdmin, try gateway.meter.mayOwnUnknownGenerations() {
            throw PollController.unknown(generationID)
        }
        let answered = await gateway.meter.poll(generationID, over: gateway.provider)
        await record(answered.outcome, submission, generationID, caller)
        guard let answer = answered.answer else {
            throw PollController.unanswered(answered.outcome)
        }
        let known = try? gateway.meter.ledger.submission(generationID: generationID)
        let fields = (known ?? submission).map { SubmissionHeaders.fields(of: $0, available: nil) }
        return Response(answer, fields ?? [:])
    }

    private func record(
        _ outcome: PollOutcome, _ submission: Submission?, _ generationID: String, _ caller: Caller
    ) async {
        let recording = Task { [gateway] in
            do {
                let known =
                    if let submission { submission } else {
                        try await gateway.adopt(outcome, generationID, for: caller)
                    }
                guard let known else { return }
                try await gateway.meter.take(
                    outcome, for: known, over: gateway.provider, observe: gateway.observe)
            } catch {
                gateway.logger.error(
                    "a poll's answer was not recorded",
                    metadata: ["generation": "\(generationID)", "error": "\(error)"])
            }
        }
        await Race.end(of: recording, within: PollController.patience)
    }

    private static func unknown(_ generationID: String) -> GatewayError {
        GatewayError(
            status: 404, kind: .notFound, code: "unknown_generation",
            message: "generation \(generationID.prefix(80)) is not known to this gateway",
            parameter: "generation_id")
    }

    /// A GET may be repeated without harm.
    private static func unanswered(_ outcome: PollOutcome) -> GatewayError {
        let fault: Fault? =
            switch outcome {
            case .unavailable(let fault, _), .rejected(_, let fault): fault
            case .answer: nil
            }
        return GatewayError(
            status: 502, kind: .unavailable, code: fault?.name ?? "no_answer",
            message: "\(fault?.message ?? "the provider's answer could not be read"); ask again")
    }
}
