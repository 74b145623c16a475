/// What is to be made, before it is reserved or refused.
package struct Proposal: Hashable, Sendable {
    package let id: SubmissionID
    package let subject: Subject
    /// Whether the person named the mode, or the model's default was filled in.
    package let isModeExplicit: Bool
    package let isOrientationExplicit: Bool
    package let keepsAudio: Bool?
    package let labels: [Label]
    package let estimate: Estimate
    /// The most that the person will pay for it; nil when they named no such amount.
    package let maxCost: USD?
    /// What tells two requests apart without storing them; nil for history from elsewhere.
    package let fingerprint: Fingerprint?
    /// Its id in the books that history from elsewhere came from; nil for what has none.
    package let sourceID: String?

    package init(
        id: SubmissionID, subject: Subject, isModeExplicit: Bool = true,
        isOrientationExplicit: Bool = true, keepsAudio: Bool? = nil, labels: [Label] = [],
        estimate: Estimate, maxCost: USD? = nil, fingerprint: Fingerprint? = nil,
        sourceID: String? = nil
    ) {
        self.id = id
        self.subject = subject
        self.isModeExplicit = isModeExplicit
        self.isOrientationExplicit = isOrientationExplicit
        self.keepsAudio = keepsAudio
        self.labels = labels
        self.estimate = estimate
        self.maxCost = maxCost
        self.fingerprint = fingerprint
        self.sourceID = sourceID
    }
}

extension Proposal {
    /// Which one it is and what it is filed under, for a reader without context: `submission 01a1…
    /// (project spring, pro, video)`.
    package var phrase: String {
        let facts = [
            subject.project.map { "project \($0)" }, subject.mode?.rawValue,
            subject.orientation?.rawValue,
            MotionControl.includes(model: subject.model) ? nil : subject.model.text,
            subject.key.map { "key \($0)" },
        ].compactMap(\.self)
        return "submission \(id)" + (facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))")
    }
}

/// A free key and value that a submission carries: `--label scene=12`.
package struct Label: Hashable, Sendable {
    package let key: Name
    package let value: String

    package init(key: Name, value: String) {
        self.key = key
        self.value = value
    }
}

/// A salted SHA-256 of the request, and how large its parts were. Never the parts themselves.
package struct Fingerprint: Hashable, Sendable {
    /// 64 hexadecimal digits.
    package let digest: String
    package let promptBytes: Int
    package let imageBytes: Int
    package let videoBytes: Int

    package init(digest: String, promptBytes: Int, imageBytes: Int, videoBytes: Int) {
        self.digest = digest
        self.promptBytes = promptBytes
        self.imageBytes = imageBytes
        self.videoBytes = videoBytes
    }
}
