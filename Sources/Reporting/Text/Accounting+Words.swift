package import Accounting

extension SubmissionState {
    /// What the state means for the money, as the end of a sentence.
    var meaning: String {
        switch self {
        case .refused: "nothing was sent"
        case .reserved: "money is set aside, nothing was sent yet"
        case .dispatched: "on its way to the provider"
        case .unknown: "sent, but no usable answer came back; it may be charged"
        case .accepted: "the provider is working on it"
        case .unpriced: "finished; what it cost is not known yet"
        case .settled: "finished; charged"
        case .voided: "ended without a charge"
        }
    }
}

extension ChargeSource {
    /// The source, after the amount.
    var words: String {
        switch self {
        case .estimate: "from the estimate"
        case .logs: "from the provider's log"
        case .submit: "from the answer to the submission"
        case .headers: "from the headers of the last answer"
        case .body: "from the last answer"
        case .import: "from imported history"
        case .operator: "entered by hand"
        case .transactions: "from the provider's bill"
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
