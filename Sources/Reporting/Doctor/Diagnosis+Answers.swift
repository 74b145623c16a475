import Accounting

extension Diagnosis {
    static let unreadable = "the configuration cannot be read"

    /// Why there is no answer to a question of which none came.
    static func whyUnknown<Value>(_ answer: DoctorFacts.Answer<Value>?, _ facts: DoctorFacts)
        -> String
    {
        if facts.configuration.failure != nil { return unreadable }
        if facts.provider.failure != nil { return "the provider cannot be called" }
        if facts.provider.isOffline { return "not asked" }
        guard facts.isUp else { return "the provider did not answer" }
        switch answer {
        case .missing(let reason)?: return reason
        case .rejected(401, _)?: return "needs a key that is accepted"
        case .rejected(let status, let reason)?: return "HTTP \(status): \(reason)"
        case .given?, nil: return "needs an API key"
        }
    }
}

extension DoctorFacts {
    /// Whether the provider was not asked, or gave an answer of its own.
    var isUp: Bool {
        guard let cap = provider.cap, let balance = provider.balance else { return true }
        return cap.isDown == nil || balance.isDown == nil
    }
}

extension DoctorFacts.Answer {
    var isGiven: Bool { if case .given = self { true } else { false } }

    /// Why the provider refuses the key or its account.
    var denial: (status: Int, reason: String)? {
        if case .rejected(let status, let reason) = self, isDown == nil {
            (status, reason)
        } else {
            nil
        }
    }

    /// Why the answer may not be the provider's: none came, or one that any server may give.
    var isDown: String? {
        switch self {
        case .given, .rejected(401, _), .rejected(402, _), .rejected(403, _): nil
        case .rejected(let status, let reason):
            reason.contains("\(status)") ? reason : "HTTP \(status): \(reason)"
        case .missing(let reason): reason
        }
    }
}

extension DoctorFacts.Ledger {
    /// The money of all that is open or unpriced; nil when that cannot be read.
    var held: USD? {
        switch self {
        case .open(let accounts): accounts.held.reduce(.zero) { $0 + $1.usd }
        case .absent: .zero
        case .nowhere, .unusable, .outdated: nil
        }
    }
}
