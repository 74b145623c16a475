/// How far a generation is, by the provider's word for it.
///
/// The word is kept in lower case for what is shown. A status can go backwards (`generating`, then
/// `queued`), and a word that nobody has seen yet means: keep asking, and say so.
package enum GenerationStatus: Sendable, Hashable {
    case running(String)
    case completed
    case failed(String)
    case unrecognized(String)

    package init(word: String) {
        let word = word.lowercased()
        switch word {
        case "queued", "generating", "waiting", "active", "processing": self = .running(word)
        case "completed", "succeeded": self = .completed
        case "error", "failed", "cancelled", "expired": self = .failed(word)
        default: self = .unrecognized(word)
        }
    }

    /// Nothing more will happen to the generation.
    package var isFinal: Bool {
        switch self {
        case .completed, .failed: true
        case .running, .unrecognized: false
        }
    }
}
