package import Accounting

extension SubmissionState {
    /// What the state means to who paid, as the end of a sentence.
    var meaning: String {
        switch self {
        case .refused: "nothing was sent"
        case .reserved: "money is set aside, nothing was sent yet"
        case .dispatched: "on its way to the provider"
        case .unknown: "sent, but no usable answer came back; it may be charged"
        case .accepted: "the provider is working on it"
        case .unpriced: "it was made, and what it cost is not known yet"
        case .settled: "it ended, and its charge is posted"
        case .voided: "it ended without a charge"
        }
    }
}

extension ChargeSource {
    /// Who said it, after "from".
    var words: String {
        switch self {
        case .estimate: "the estimate"
        case .logs: "the provider's log"
        case .submit: "the answer to the submission"
        case .headers: "the headers of the last answer"
        case .body: "the last answer"
        case .import: "imported history"
        case .operator: "a person"
        case .transactions: "the provider's transactions"
        }
    }
}

extension Estimate {
    /// How the amount came about: `: 30 s assumed, at $0.2184 per second (builtin price)`.
    var derivation: String {
        var parts: [String] = []
        if let seconds {
            parts.append("\(seconds) s" + (secondsSource?.words ?? ""))
        }
        if let unitPrice, let pricePer {
            let source = priceSource.map { " (\($0.rawValue) price)" } ?? ""
            parts.append("at \(unitPrice.display) per \(pricePer.rawValue)\(source)")
        } else if priceSource == .maxCost {
            parts.append("the most that was allowed for it")
        }
        return parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
    }
}

extension SecondsSource {
    /// Where the length is known from, after it.
    var words: String {
        switch self {
        case .stated: ", as stated"
        case .reference: ", read from the file"
        case .cap: " assumed"
        }
    }
}

extension Instant {
    /// Without milliseconds, for people: `2026-11-21 09:30:00 UTC`.
    package var readable: String {
        let text = description
        guard let mark = text.firstIndex(of: "T"), let dot = text.firstIndex(of: ".") else {
            return text
        }
        return "\(text[..<mark]) \(text[text.index(after: mark)..<dot]) UTC"
    }
}

extension Scope {
    /// `mode pro, project trailer`, or `everything`.
    package var phrase: String {
        let parts = [
            ("model", model?.text), ("mode", mode?.rawValue),
            ("orientation", orientation?.rawValue),
            ("project", project?.text), ("key", key?.text),
        ].compactMap { name, value in value.map { "\(name) \($0)" } }
        return parts.isEmpty ? "everything" : parts.joined(separator: ", ")
    }
}
