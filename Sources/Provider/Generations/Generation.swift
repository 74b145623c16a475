package import Accounting

/// What one answer of the provider said about one generation: to a submit or to a poll.
package struct Generation: Sendable, Hashable {
    /// The provider's id. Never empty, at most 512 bytes, no control characters; else nil.
    package let id: String?
    /// What else the answer calls it: some name the request and the generation.
    package let alsoNamed: [String]
    package let status: GenerationStatus
    /// Signed and short-lived: a secret in logs.
    package let videoURL: String?
    /// What the provider named as the error; always there when the status is a failed one.
    package let fault: Fault?
    /// `meta.usage` of the body.
    package let usage: Usage?
    /// The `x-aimlapi-…` headers of the same answer.
    package let headerUsage: Usage?

    package init(
        id: String?, alsoNamed: [String] = [], status: GenerationStatus, videoURL: String? = nil,
        fault: Fault? = nil, usage: Usage? = nil, headerUsage: Usage? = nil
    ) {
        self.id = id
        self.alsoNamed = alsoNamed
        self.status = status
        self.videoURL = videoURL
        self.fault = fault
        self.usage = usage
        self.headerUsage = headerUsage
    }
}

/// The state of a generation, by the provider's word for it.
///
/// The word is kept in lower case for what is shown. It is the provider's, or the one of the maker
/// behind it: see ``StatusWords``. A status can go backwards (`generating`, then `queued`), and after a
/// word that is not known polls go on.
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
