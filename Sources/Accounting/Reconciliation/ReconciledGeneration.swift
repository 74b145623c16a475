/// What the provider's two books say of one generation.
package struct ReconciledGeneration: Hashable, Sendable {
    package let id: String
    /// Nil when the bill has no line of it.
    package let billed: BillSum?
    /// Nil when the log has no row of it.
    package let logged: LogRow?

    package init(id: String, billed: BillSum?, logged: LogRow?) {
        self.id = id
        self.billed = billed
        self.logged = logged
    }

    /// When it was asked for, by the log; when it was charged, where only the bill has it.
    package var at: Instant? { logged?.created ?? billed?.firstAt }

    /// Where neither book names one there is still a charge to be filed.
    package var model: Name { billed?.model ?? logged?.model ?? "unknown" }

    /// The submission that the log names as the one that asked for it; nil for any other client.
    package var clientSubmission: SubmissionID? { logged?.clientSubmission }
}
