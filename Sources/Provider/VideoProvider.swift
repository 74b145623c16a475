package import Accounting

/// A provider of videos. Neither call throws: every outcome is a value.
package protocol VideoProvider: DatedProvider {
    /// Sends one POST, once. `timeout` holds for all of it, from the look-up of the name to the
    /// last byte of the answer. When the task is cancelled the outcome is still returned.
    func submit(_ request: VideoRequest, as id: SubmissionID, timeout: Duration) async
        -> Answered<SubmitOutcome>

    /// Asks once for the state of a generation.
    func poll(_ generationID: String, timeout: Duration) async -> Answered<PollOutcome>
}
