/// What is said of a filing when it is corrected: what is not said stays as it is.
package struct FilingChange: Hashable, Sendable {
    /// What becomes of the project.
    package enum Project: Hashable, Sendable {
        case unchanged
        /// It is filed under none.
        case removed
        case named(Name)
    }

    package var project = Project.unchanged
    /// Each takes the place of the label with its key, if there is one.
    package var labels: [Label] = []
    /// The keys of labels that are taken away. One that is not there changes nothing.
    package var removedLabels: [Name] = []

    package init() {}

    /// Whether it says nothing.
    package var isEmpty: Bool { self == FilingChange() }

    /// The filing as it is from now on.
    package func applied(to filing: Filing) -> Filing {
        let kept = filing.labels.filter { !removedLabels.contains($0.key) }
        return Filing(project: project(after: filing.project), labels: kept + labels)
    }

    /// Why it cannot be recorded: a text that could not be shown or typed again. Nil when it can.
    package var flaw: String? {
        if case .named(let name) = project, let flaw = FilingChange.flaw(in: name) {
            return "the project \(flaw)"
        }
        for label in labels {
            if let flaw = FilingChange.flaw(in: label.key) { return "the key of a label \(flaw)" }
            if let flaw = EntryText.flaw(in: label.value, longest: EntryText.longestReason) {
                return "the value of the label '\(label.key)' \(flaw.words)"
            }
        }
        return nil
    }

    private func project(after before: Name?) -> Name? {
        switch project {
        case .unchanged: before
        case .removed: nil
        case .named(let name): name
        }
    }

    private static func flaw(in name: Name) -> String? {
        if name.isEmpty { return "is empty" }
        return EntryText.flaw(in: name.text, longest: EntryText.longestName)?.words
    }
}
