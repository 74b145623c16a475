/// The words for a state that a marker can name.
enum StatusWord: String, Sendable {
    case succeeded, completed
    case error, failed, cancelled, expired
    case queued, generating, waiting, active, processing
    /// A running state that no documentation has.
    case weird

    /// The word while it runs; nil leaves `queued` and `generating`.
    var whileRunning: String? {
        switch self {
        case .queued, .generating, .waiting, .active, .processing: rawValue
        case .weird: "transmogrifying"
        default: nil
        }
    }

    /// The word for a good end; nil leaves `completed`.
    var whenDone: String? { self == .succeeded ? rawValue : nil }

    /// The word for a bad end, when it is one.
    var whenFailed: String? {
        switch self {
        case .error, .failed, .cancelled, .expired: rawValue
        default: nil
        }
    }
}
