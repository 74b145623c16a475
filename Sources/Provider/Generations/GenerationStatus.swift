import Accounting

/// How far a generation is, by the provider's word for it.
///
/// The word is kept in lower case for what is shown. It is the provider's, or the one of the maker
/// behind it: see ``StatusWords``. A status can go backwards (`generating`, then `queued`), and a word
/// that nobody has seen yet means: keep asking, and say so.
package enum GenerationStatus: Sendable, Hashable {
    case running(String)
    case completed
    case failed(String)
    case unrecognized(String)

    package init(word: String) {
        let shown = word.lowercased()
        switch StatusWords.meaning(of: word) {
        case .running: self = .running(shown)
        case .completed: self = .completed
        case .failed: self = .failed(shown)
        case nil: self = .unrecognized(shown)
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
