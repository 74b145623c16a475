/// The words for the state of a generation: the provider's own, and those of the makers whose models it
/// resells, which come through at times.
///
/// Case and what stands between the letters say nothing: `timed_out`, `Timed-Out` and `TIMED OUT` are
/// one word. Some put the name of the thing before it: `TASK_STATUS_SUCCEED`, `JOB_STATE_FAILED`.
///
/// Sources: the public API references of AI/ML API, Kling (`submitted`, `processing`, `succeed`,
/// `failed`), Runway (`THROTTLED`), Luma (`dreaming`), Replicate, fal (`IN_QUEUE`), OpenAI
/// (`in_progress`), MiniMax (`Preparing`, `Success`, `Fail`), Volcengine, DashScope, Vertex AI, Black
/// Forest Labs (`Ready`, `Content Moderated`) and others.
package enum StatusWords {
    package enum Meaning: Sendable { case running, completed, failed }

    /// Nil for a word that is not known.
    package static func meaning(of word: String) -> Meaning? {
        let letters = word.lowercased().filter { $0.isLetter || $0.isNumber }
        for prefix in prefixes where letters.hasPrefix(prefix) {
            if let meaning = known[String(letters.dropFirst(prefix.count))] { return meaning }
        }
        return nil
    }

    private static let prefixes = [
        "", "taskstatus", "taskstate", "jobstatus", "jobstate", "status",
    ]

    private static let known: [String: Meaning] = {
        var known: [String: Meaning] = [:]
        for word in running { known[word] = .running }
        for word in completed { known[word] = .completed }
        for word in failed { known[word] = .failed }
        return known
    }()

    private static let running = [
        "queued", "inqueue", "queue", "queueing", "queuing", "waiting", "pending", "submitted",
        "created", "scheduled", "notstarted", "notstart", "starting", "started", "preparing",
        "initializing", "throttled", "active", "processing", "inprogress", "running", "generating",
        "dreaming", "rendering", "uploading", "downloading", "postprocessing", "retrying",
        "finalizing", "cancelling", "canceling",
    ]

    private static let completed = [
        "completed", "complete", "succeeded", "succeed", "success", "successful", "successfully",
        "done", "finished", "finish", "ready",
    ]

    private static let failed = [
        "error", "errored", "failed", "fail", "failure", "cancelled", "canceled", "cancel",
        "cancellation", "expired", "timeout", "timedout", "deadlineexceeded", "rejected", "refused",
        "declined", "denied", "aborted", "terminated", "killed", "stopped", "interrupted",
        "contentfiltered", "contentfilter", "filtered", "nsfw", "nsfwdetected", "blocked",
        "contentblocked", "moderated", "contentmoderated", "requestmoderated", "moderationfailed",
        "moderationblocked", "flagged", "unsafe", "contentpolicyviolation", "policyviolation",
        "safetyviolation", "invalid", "systemerror", "internalerror", "crashed",
    ]
}
