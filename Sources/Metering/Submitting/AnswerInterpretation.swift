import Accounting
import Provider

/// What an answer of the provider means for a submission: one event, or none while it runs.
///
/// A pure function. Unknown is not zero: a completed generation without usage is unpriced.
enum AnswerInterpretation {
    /// What follows from the outcome of the POST. The answer may already be a final one, so there may
    /// be a second event after the acceptance.
    static func events(after outcome: SubmitOutcome) -> [SubmissionEvent] {
        switch outcome {
        case .notSent(let fault): return [.voided(fault)]
        case .refused(_, let fault): return [.voided(fault)]
        case .unknown(let fault): return [.lost(fault)]
        case .accepted(let generation):
            guard let id = generation.id else {
                return [
                    .lost(Fault(name: "answer_without_id", message: "the answer names no id"))
                ]
            }
            let quotedCharge = charge(namedBy: generation)
            let accepted = SubmissionEvent.accepted(generationID: id, quotedCharge: quotedCharge)
            return [accepted] + [end(of: generation, quotedCharge: quotedCharge)].compactMap { $0 }
        }
    }

    /// The cost that an answer names before the generation has ended: to the POST, or to a poll
    /// while it runs. Nil when it names none, or zero.
    static func charge(namedBy generation: Generation) -> Charge? {
        let stated = [generation.usage, generation.headerUsage].map { $0?.charge(source: .submit) }
        return best(stated).flatMap { $0.usd > .zero ? $0 : nil }
    }

    /// Usage that a poll names while the generation runs, where it is more than any answer before
    /// named: it may grow with the work, and one that is repeated is noted once.
    static func quotedCharge(namedBy generation: Generation, over present: Charge?)
        -> SubmissionEvent?
    {
        guard !generation.status.isFinal, let named = charge(namedBy: generation),
            named.usd > present?.usd ?? .zero
        else { return nil }
        return .held(named)
    }

    /// What ends the submission, or nil while the generation runs.
    ///
    /// A word that is not known is an end where the answer names money together with a video or an
    /// error: what runs has neither.
    ///
    /// - Parameter hold: usage that an earlier answer carried; it becomes the charge when the
    ///   generation completes and its last answer names none.
    static func end(of generation: Generation, quotedCharge: Charge?) -> SubmissionEvent? {
        let stated = [
            generation.usage?.charge(source: .body),
            generation.headerUsage?.charge(source: .headers),
        ]
        switch generation.status {
        case .running: return nil
        case .unrecognized:
            guard let charge = best(stated), charge.usd > .zero,
                generation.videoURL != nil || generation.fault != nil
            else { return nil }
            return .settled(charge, videoURL: generation.videoURL, fault: generation.fault)
        case .completed:
            // Unknown is not zero: a zero beside a number that cannot be read is no price.
            guard let charge = best(stated + [quotedCharge]),
                charge.usd > .zero || !generation.hasUnreadableUsage
            else {
                return .unpriced(videoURL: generation.videoURL)
            }
            return .settled(charge, videoURL: generation.videoURL, fault: nil)
        case .failed(let word):
            let fault =
                generation.fault
                ?? Fault(name: word, message: "the generation ended as '\(word)'")
            guard let charge = best(stated), charge.usd > .zero else { return .voided(fault) }
            return .settled(charge, videoURL: generation.videoURL, fault: fault)
        }
    }

    /// The best source that names money. A zero counts only where no other source names more: it is
    /// what a field holds that was not filled in.
    private static func best(_ charges: [Charge?]) -> Charge? {
        let stated = charges.compactMap { $0 }
        return stated.first { $0.usd > .zero } ?? stated.first
    }
}

extension Generation {
    /// Whether it states usage that no amount can be made of.
    fileprivate var hasUnreadableUsage: Bool {
        [usage, headerUsage].compactMap(\.self).contains { $0.charge(source: .body) == nil }
    }
}
