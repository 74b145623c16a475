/// What an alert will say, before it is raised.
package struct AlertDraft: Hashable, Sendable {
    package let event: Alert.Event
    package let severity: Alert.Severity
    package let message: String
    package let budget: Name?
    /// The start of the window that it is about; nil when it is about none.
    package let windowStart: Instant?
    package let threshold: Int?
    package let submissionID: SubmissionID?

    package init(
        _ event: Alert.Event, _ severity: Alert.Severity, _ message: String,
        budget: Name? = nil, windowStart: Instant? = nil, threshold: Int? = nil,
        submissionID: SubmissionID? = nil
    ) {
        self.event = event
        self.severity = severity
        self.message = message
        self.budget = budget
        self.windowStart = windowStart
        self.threshold = threshold
        self.submissionID = submissionID
    }

    package func alert(id: String) -> Alert {
        Alert(
            id: id, event: event, severity: severity, message: message, budget: budget,
            windowStart: windowStart, threshold: threshold, submissionID: submissionID)
    }
}

/// Something that stays so until time or a person changes it, and is announced once.
package struct StandingAlert: Hashable, Sendable {
    /// What it is about, one name each: the same name is the same thing, and is announced once.
    package let names: [String]
    package let announcement: AlertDraft

    package init(names: [String], _ announcement: AlertDraft) {
        self.names = names
        self.announcement = announcement
    }
}
