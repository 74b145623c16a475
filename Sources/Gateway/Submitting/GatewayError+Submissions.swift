import Accounting
import HTTPTypes
import LedgerStore
import Metering
import Reporting

/// Why a client's order has no answer of the provider's.
extension GatewayError {
    /// Seconds after which a client may ask again for room: the pace of the gateway's own polls.
    static let secondsUntilRoom = 15
    /// Seconds after which a ledger that could not be written may be tried again.
    static let secondsUntilLedger = 5

    init(refusalOf submission: Submission) {
        guard let refusal = submission.refusal else {
            preconditionFailure("submission \(submission.id) was refused without a reason")
        }
        let isPassing = refusal.reason == .inFlightBudgetExhausted
        self.init(
            status: isPassing ? 429 : 402, kind: .budgetExceeded, code: refusal.reason.rawValue,
            message:
                "\(refusal.message)\(refusal.nextStep(submission.estimate)) (nothing was sent)",
            parameter: refusal.parameter(of: submission.subject),
            metadata: RefusalDocument.json(refusal),
            retry: isPassing ? .after(seconds: GatewayError.secondsUntilRoom) : .never,
            headers: SubmissionHeaders.name(submission))
    }

    init(unknownOutcomeOf submission: Submission) {
        let reason = submission.fault.map { " (\($0.message))" } ?? ""
        self.init(
            status: 504, kind: .outcomeUnknown, code: "outcome_unknown",
            message: "submission \(submission.id) was sent, and no usable answer came\(reason);"
                + " \(submission.estimate.usd.display) stays reserved. Do not order it anew: the same"
                + " request, word for word and with the same Idempotency-Key or none, asks after it and"
                + " sends nothing",
            metadata: GatewayDocuments.submission(submission),
            headers: SubmissionHeaders.name(submission))
    }

    init(unreachableFor submission: Submission) {
        self.init(
            status: 502, kind: .unavailable, code: submission.fault?.name ?? "provider_unreachable",
            message:
                "\(submission.fault?.message ?? "the provider was not reached") (nothing was sent,"
                + " and nothing stays reserved; try again)",
            metadata: GatewayDocuments.submission(submission),
            headers: SubmissionHeaders.name(submission))
    }

    init(keyTakenBy submission: Submission) {
        self.init(
            status: 409, kind: .conflict, code: "idempotency_key_reused",
            message:
                "this Idempotency-Key stands for another order, submission \(submission.id); send a"
                + " new order with a new key (nothing was sent)", parameter: "idempotency-key",
            metadata: GatewayDocuments.submission(submission))
    }

    /// Seen by the log alone.
    static let clientGone = GatewayError(
        status: 499, kind: .invalidRequest, code: "client_gone",
        message: "the client ended the connection before anything was sent")

    /// The ledger cannot be used, or would not take it. Nothing was sent.
    init(_ error: LedgerError) {
        let text =
            error.advice == .openAgain
            ? "\(error.description); start the gateway again, and it uses the other file"
            : error.description
        let message = text.contains("nothing was sent") ? text : "\(text) (nothing was sent)"
        if error.kind == .budgetMissing {
            self.init(
                status: 402, kind: .budgetExceeded, code: "budget_missing", message: message)
        } else {
            self.init(
                status: 503, kind: .unavailable, code: "ledger_\(error.kind)", message: message,
                retry: .after(seconds: GatewayError.secondsUntilLedger))
        }
    }

    /// Its answer could not be recorded.
    init(_ error: UnrecordedAnswer) {
        self.init(
            status: error.wasSent ? 504 : 503, kind: error.wasSent ? .outcomeUnknown : .unavailable,
            code: "answer_not_recorded", message: error.description,
            metadata: GatewayDocuments.submission(error.submission),
            retry: error.wasSent ? .never : .after(seconds: GatewayError.secondsUntilLedger),
            headers: SubmissionHeaders.name(error.submission))
    }
}

extension Refusal {
    /// The header that a client can send to be let through; empty where none helps.
    fileprivate func nextStep(_ estimate: Estimate) -> String {
        switch reason {
        case .priceUnknown where estimate.unitPrice != nil:
            "; send its length as x-bursar-duration-seconds, or the most that it may cost as"
                + " x-bursar-max-cost-usd"
        case .priceUnknown: "; send the most that it may cost as x-bursar-max-cost-usd"
        case .requestExceedsBudget, .budgetExhausted, .inFlightBudgetExhausted, .maxCostExceeded:
            estimate.secondsSource == .cap
                ? " If it is shorter, send its length as x-bursar-duration-seconds." : ""
        case .duplicate: ""
        }
    }

    /// The field of the request that would have to be another one; nil where no field helps.
    ///
    /// Where no other mode would fit, the video has to be shorter: that of motion control follows its
    /// reference.
    func parameter(of subject: Subject) -> String? {
        switch reason {
        case .priceUnknown: return "model"
        case .maxCostExceeded, .requestExceedsBudget, .budgetExhausted, .inFlightBudgetExhausted:
            if fits.isEmpty { return nil }
            if fits.contains(where: { $0.mode != subject.mode }) { return "mode" }
            return subject.orientation == nil ? "duration" : "video_url"
        case .duplicate: return nil
        }
    }
}
