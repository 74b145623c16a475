/// The spend of one day, model, mode, orientation and project, and of one ``SpendDetail`` where it is
/// told apart by more.
package struct SpendRow: Hashable, Sendable {
    /// What the rows of a report are told apart by.
    package struct Key: Hashable, Sendable {
        package let day: Day
        package let model: Name
        package let mode: Mode?
        package let orientation: Orientation?
        package let project: Name?
        /// Nil in a row of the rollup.
        package let detail: SpendDetail?

        package init(
            day: Day, model: Name, mode: Mode?, orientation: Orientation?, project: Name?,
            detail: SpendDetail? = nil
        ) {
            self.day = day
            self.model = model
            self.mode = mode
            self.orientation = orientation
            self.project = project
            self.detail = detail
        }

        package init(_ submission: Submission, _ parts: SpendDetail.Parts? = nil) {
            self.init(
                day: submission.day, model: submission.subject.model,
                mode: submission.subject.mode, orientation: submission.subject.orientation,
                project: submission.subject.project,
                detail: parts.map { SpendDetail(submission, $0) })
        }

        /// The same on another day.
        package func on(_ day: Day) -> Key {
            Key(
                day: day, model: model, mode: mode, orientation: orientation, project: project,
                detail: detail)
        }

        /// The key of the row of the rollup that it is a part of.
        package var withoutDetail: Key {
            Key(day: day, model: model, mode: mode, orientation: orientation, project: project)
        }
    }

    package let key: Key
    package let spend: Spend

    package init(key: Key, spend: Spend) {
        self.key = key
        self.spend = spend
    }
}

/// What only a submission itself says of it: its key, its state, its labels.
///
/// The rollup does not tell them apart: `bursar run` makes a key for each command, a label may number
/// the takes, and a rollup by them would be as long as the list of submissions.
package struct SpendDetail: Hashable, Sendable {
    /// Which of them are told apart. What is not asked for is nil everywhere.
    package struct Parts: Hashable, Sendable {
        package var key = false
        package var state = false
        package var labels: [Name] = []

        package init() {}

        package var isEmpty: Bool { self == Parts() }
    }

    package let key: Name?
    package let state: SubmissionState?
    /// By the keys that were asked for; what the submission does not have is not there.
    package let labels: [Name: Name]

    package init(
        key: Name? = nil, state: SubmissionState? = nil, labels: [Name: Name] = [:]
    ) {
        self.key = key
        self.state = state
        self.labels = labels
    }

    /// A label that was given twice has its last value.
    package init(_ submission: Submission, _ parts: Parts) {
        var labels: [Name: Name] = [:]
        for label in submission.proposal.labels where parts.labels.contains(label.key) {
            labels[label.key] = Name(label.value)
        }
        self.init(
            key: parts.key ? submission.subject.key : nil,
            state: parts.state ? submission.state : nil, labels: labels)
    }
}
