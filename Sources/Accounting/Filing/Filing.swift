/// What a submission is filed under: its project and its labels.
package struct Filing: Sendable {
    /// Nil for none.
    package let project: Name?
    /// In the order of their keys; each key once, with the value that it was given last.
    package let labels: [Label]

    package init(project: Name?, labels: [Label]) {
        self.project = project
        let last = Dictionary(labels.map { ($0.key, $0) }) { $1 }
        self.labels = last.values.sorted { $0.key < $1.key }
    }

    /// The value of the label with a key; nil where there is none.
    package func value(of key: Name) -> Name? {
        labels.first { $0.key == key }.map { Name($0.value) }
    }
}

/// Values are compared byte for byte, as names are.
extension Filing: Hashable {
    private var exactLabels: [[Name]] { labels.map { [$0.key, Name($0.value)] } }

    package static func == (left: Filing, right: Filing) -> Bool {
        left.project == right.project && left.exactLabels == right.exactLabels
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(project)
        hasher.combine(exactLabels)
    }
}

extension Proposal {
    /// The same, filed elsewhere.
    func filed(under filing: Filing) -> Proposal {
        Proposal(
            id: id, subject: subject.with(project: filing.project),
            isModeExplicit: isModeExplicit, isOrientationExplicit: isOrientationExplicit,
            keepsAudio: keepsAudio, labels: filing.labels, estimate: estimate, maxCost: maxCost,
            fingerprint: fingerprint, sourceID: sourceID)
    }
}
