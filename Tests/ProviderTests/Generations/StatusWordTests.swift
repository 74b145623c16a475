import Provider
import Testing

/// The words of the provider and of the makers behind it.
@Suite struct StatusWordTests {
    @Test(arguments: [
        "completed", "complete", "succeeded", "succeed", "SUCCESS", "Success", "successful", "done",
        "Finished", "TASK_STATUS_SUCCEED", "JOB_STATE_SUCCEEDED", "Ready",
    ])
    func theseAreGoodEnds(word: String) {
        #expect(GenerationStatus(word: word) == .completed)
    }

    @Test(arguments: [
        "error", "failed", "fail", "Fail", "failure", "cancelled", "canceled", "CANCELED",
        "expired",
        "timeout", "timed_out", "Timed-Out", "timed out", "timedOut", "time_out", "rejected",
        "content_filtered", "content-filtered", "ContentFiltered", "nsfw", "NSFW", "blocked",
        "Content Moderated", "Request Moderated", "aborted", "TASK_STATUS_FAILED",
        "JOB_STATE_FAILED", "moderation_failed",
    ])
    func theseAreBadEnds(word: String) {
        #expect(GenerationStatus(word: word) == .failed(word.lowercased()))
    }

    @Test(arguments: [
        "queued", "IN_QUEUE", "in queue", "IN_PROGRESS", "in-progress", "processing", "submitted",
        "dreaming", "THROTTLED", "starting", "pending", "PENDING", "Preparing", "Queueing",
        "running",
        "RUNNING", "TASK_STATUS_PROCESSING", "generating", "waiting", "active",
    ])
    func theseRun(word: String) {
        #expect(GenerationStatus(word: word) == .running(word.lowercased()))
    }

    @Test(arguments: [
        "paused", "transmogrifying", "unknown", "UNKNOWN", "task", "status", "…", "3",
    ])
    func nobodyKnowsThese(word: String) {
        #expect(GenerationStatus(word: word) == .unrecognized(word.lowercased()))
    }
}
