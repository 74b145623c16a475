package import Accounting
package import LosslessJSON

/// What happened to one submission, step by step, as the journal has it, corrections and their sources
/// included.
package struct SubmissionHistory: Hashable, Sendable {
    /// One entry of the journal.
    struct Step: Hashable, Sendable {
        let at: Instant
        let event: EntryKind
        /// What was set aside, charged or gone over by; nil where the entry names no money.
        var usd: USD?
        /// What a correction replaces.
        var previous: USD?
        /// The source of the amount.
        var source: ChargeSource?
        var isProvisional = false
        /// The reason, as its source gave it.
        var reason: String?
        var generationID: String?
        /// What it was filed under, and what it is filed under from then on; nil for other entries.
        var from: Filing?
        var to: Filing?

        /// The amount is what the submission costs from then on. What was named while it ran is not.
        var isCharge: Bool { [.settled, .adjusted, .imported].contains(event) }
    }

    let steps: [Step]

    /// - Parameter entries: all of one submission, in the order of the journal.
    package init(_ entries: [(at: Instant, entry: Entry)]) {
        var charged: USD?
        steps = entries.map { at, entry in
            var step = Step(at: at, event: entry.kind)
            step.read(entry, charged: charged)
            if step.isCharge { charged = step.usd }
            return step
        }
    }

    /// The steps as an array of documents.
    package var json: JSON {
        .array(
            steps.map { step in
                [
                    "at": .instant(step.at), "event": .name(step.event), "usd": .usd(step.usd),
                    "previous_usd": .usd(step.previous), "source": .name(step.source),
                    "provisional": .bool(step.isProvisional),
                    "reason": .string(orNull: step.reason),
                    "generation_id": .string(orNull: step.generationID),
                    "from": .filing(step.from), "to": .filing(step.to),
                ]
            })
    }
}

extension SubmissionHistory.Step {
    /// - Parameter charged: what the submission was charged until now; nil when it was not.
    fileprivate mutating func read(_ entry: Entry, charged: USD?) {
        switch entry {
        case .proposed(let proposal, let event):
            usd = proposal.estimate.isPriced ? proposal.estimate.usd : nil
            if case .refused(let refusal) = event { reason = refusal.message }
        case .happened(_, let event): read(event, charged: charged)
        case .refiled(_, let refiling):
            (from, to) = (refiling.from, refiling.to)
            reason = refiling.reason
        case .overrun(_, let amount): usd = amount
        case .imported(let record, _):
            usd = record.usd
            source = .import
            isProvisional = record.isProvisional
            generationID = record.generationID
        // Nothing else is about one submission.
        default: break
        }
    }

    private mutating func read(_ event: SubmissionEvent, charged: USD?) {
        switch event {
        case .reserved, .dispatched, .unpriced: break
        case .refused(let refusal): reason = refusal.message
        case .accepted(let id, let quotedCharge):
            generationID = id
            if let quotedCharge { read(quotedCharge) }
        case .held(let quotedCharge): read(quotedCharge)
        case .lost(let fault), .voided(let fault): reason = "\(fault.name): \(fault.message)"
        case .settled(let charge, _, let fault):
            read(charge)
            let words = [fault.map { "\($0.name): \($0.message)" }, charge.remark]
            reason = words.compactMap { $0 }.joined(separator: "; ").nonEmpty
        case .adjusted(let charge, let why):
            read(charge)
            // A submission that ended without a charge had none.
            previous = charged ?? .zero
            reason = why
        }
    }

    private mutating func read(_ charge: Charge) {
        usd = charge.usd
        source = charge.source
        isProvisional = charge.isProvisional
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
