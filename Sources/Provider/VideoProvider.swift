package import Accounting

/// What Bursar asks of a provider of videos. Neither call throws: every outcome is a value.
package protocol VideoProvider: DatedProvider {
    /// Sends one POST, once. `timeout` holds for all of it, from the look-up of the name to the
    /// last byte of the answer. When the task is cancelled the outcome is still told.
    func submit(_ request: VideoRequest, as id: SubmissionID, timeout: Duration) async
        -> SubmitOutcome

    /// Asks once how a generation is doing.
    func poll(_ generationID: String, timeout: Duration) async -> PollOutcome
}
