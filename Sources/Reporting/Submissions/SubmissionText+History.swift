package import Accounting
import Text

extension SubmissionText {
    /// The steps of a submission below a heading, one line each where it fits, ending with one newline.
    package static func history(
        _ history: SubmissionHistory, style: TextStyle, calendar: LedgerCalendar
    ) -> String {
        let events = history.steps.map(\.event.rawValue.count).max() ?? 0
        let facts = history.steps.map { step in
            let time = TerminalText.paddedLeft(calendar.local(step.at).seconds, to: 21)
            let name = "\(time)  \(TerminalText.paddedRight(step.event.rawValue, to: events))"
            return FactList.Fact(name: name, text: TerminalText.escaped(words(of: step)))
        }
        let lines = [style.paint("History", .bold)] + FactList(facts: facts).lines(style: style)
        return lines.joined(separator: "\n") + "\n"
    }

    /// `$1.638 instead of $3.15, entered by hand: invoice of 30 Nov`.
    static func words(of step: SubmissionHistory.Step) -> String {
        var words = amount(of: step)
        if let id = step.generationID { words.append("generation \(id)") }
        if let from = step.from, let to = step.to {
            words.append(FilingText.words(from: from, to: to))
        }
        let facts = words.joined(separator: ", ")
        if step.event == .unpriced { return "made, and nothing said what it cost" }
        guard let reason = step.reason else { return facts }
        return facts.isEmpty ? reason : "\(facts): \(reason)"
    }

    private static func amount(of step: SubmissionHistory.Step) -> [String] {
        guard let usd = step.usd?.display else { return [] }
        switch step.event {
        case .overrun: return ["\(usd) more than was reserved"]
        case .reserved, .refused: return ["at most \(usd)"]
        case .accepted, .held: return ["\(usd) named so far"]
        default: break
        }
        var words = [step.previous.map { "\(usd) instead of \($0.display)" } ?? usd]
        if step.isProvisional {
            words.append("provisional")
        } else if let source = step.source {
            words.append(source.words)
        }
        return words
    }
}
