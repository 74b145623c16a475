package import Accounting
import Text

/// One submission for people: what `bursar show` prints, and `bursar submit` at the end.
package enum SubmissionText {
    /// Names and values below each other, ending with one newline. What is not known is left out.
    ///
    /// - Parameter prompt: the prompt, where it was kept and is to be shown.
    package static func detail(
        _ submission: Submission, prompt: String? = nil, style: TextStyle, calendar: LedgerCalendar
    ) -> String {
        FactList(facts: facts(of: submission, prompt: prompt, calendar: calendar))
            .lines(style: style).joined(separator: "\n") + "\n"
    }

    /// The same for whatever they are shown in, its id first.
    static func facts(
        of submission: Submission, prompt: String? = nil, calendar: LedgerCalendar
    ) -> [FactList.Fact] {
        identity(of: submission) + request(of: submission) + fact("Prompt", prompt)
            + times(of: submission, calendar: calendar) + money(of: submission)
            + outcome(of: submission)
    }

    private static func identity(of submission: Submission) -> [FactList.Fact] {
        [
            FactList.Fact(
                name: "Submission", text: submission.id.description, tone: .bold, isWrapped: false),
            FactList.Fact(
                name: "State", text: "\(submission.state.rawValue): \(meaning(of: submission))",
                tone: submission.state == .unpriced || submission.state == .unknown
                    ? .caution : .plain),
        ] + fact("Generation", submission.generationID, isWrapped: false)
    }

    private static func meaning(of submission: Submission) -> String {
        switch submission.state {
        case .voided where submission.charge.map { $0.usd != .zero } == true:
            "ended without a charge; charged later"
        case .settled where submission.fault != nil: "failed; charged"
        default: submission.state.meaning
        }
    }

    private static func request(of submission: Submission) -> [FactList.Fact] {
        let subject = submission.subject
        let proposal = submission.proposal
        let labels = proposal.labels.map { "\($0.key)=\($0.value)" }
        return fact("Model", subject.model.text)
            + fact("Mode", subject.mode?.rawValue, default: !proposal.isModeExplicit)
            + fact(
                "Orientation", subject.orientation?.rawValue,
                default: !proposal.isOrientationExplicit)
            + fact("Audio", proposal.keepsAudio.map { $0 ? "kept" : "not kept" })
            + fact("Project", subject.project?.text)
            + fact("Labels", labels.isEmpty ? nil : labels.joined(separator: ", "))
            + fact("Key", subject.key?.text)
    }

    private static func times(
        of submission: Submission, calendar: LedgerCalendar
    ) -> [FactList.Fact] {
        let made = submission.state == .refused ? "Refused" : "Reserved"
        let finished = submission.state == .refused ? nil : submission.finishedAt
        func time(_ name: String, _ instant: Instant?) -> [FactList.Fact] {
            fact(name, instant.map { calendar.local($0).seconds })
        }
        return fact("Day", "\(submission.day) (\(calendar.identifier))")
            + time(made, submission.reservedAt) + time("Dispatched", submission.dispatchedAt)
            + time("Accepted", submission.acceptedAt) + time("Finished", finished)
    }

    private static func money(of submission: Submission) -> [FactList.Fact] {
        let estimate = submission.estimate
        let amount = estimate.isPriced ? "at most \(estimate.usd.display)" : "unknown"
        let held =
            submission.state == .unpriced
            ? "; reserved until its cost is known"
            : submission.state.holdsMoney ? "; reserved until it ends" : ""
        var facts = fact("Estimate", amount + estimate.derivation + held)
        guard let charge = submission.charge else {
            return facts + (submission.state == .voided ? fact("Charge", "none") : [])
        }
        let source = charge.isProvisional ? "provisional" : charge.source.words
        facts.append(
            FactList.Fact(
                name: "Charge",
                text: "\(charge.usd.display), \(Count.text(charge.credits, "credit")), \(source)",
                tone: charge.isProvisional ? .caution : .bold))
        if let remark = charge.remark {
            let text = TerminalText.escaped(remark)
            facts.append(FactList.Fact(name: "Remark", text: text, tone: .caution))
        }
        return facts
    }

    private static func outcome(of submission: Submission) -> [FactList.Fact] {
        fact("Video", submission.videoURL, isWrapped: false)
            + fact("Error", submission.fault.map { "\($0.name): \($0.message)" })
            + fact(
                "Refusal", submission.refusal.map { "\($0.reason.rawValue): \($0.message)" })
    }

    /// A fact from outside, escaped; none where it is not known.
    private static func fact(
        _ name: String, _ value: String?, default isDefault: Bool = false, isWrapped: Bool = true
    ) -> [FactList.Fact] {
        guard let value else { return [] }
        let text = TerminalText.escaped(value) + (isDefault ? " (default)" : "")
        return [FactList.Fact(name: name, text: text, isWrapped: isWrapped)]
    }
}
