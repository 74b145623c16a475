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
