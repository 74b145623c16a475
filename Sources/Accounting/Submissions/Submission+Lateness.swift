extension Submission {
    /// Since when the provider has had it, as far as that is recorded.
    package var runningSince: Instant { acceptedAt ?? dispatchedAt ?? reservedAt }

    /// A generation takes minutes; one that takes this long is reported.
    package static let lateSeconds = 6 * 3600

    /// Whether the provider has had it for hours, and it has not ended.
    package func isLate(at now: Instant) -> Bool {
        state == .accepted && now >= runningSince.advanced(bySeconds: Submission.lateSeconds)
    }

    /// What polls have not ended after a day is looked up in the provider's books: the
    /// poll's endpoint may no longer have the generation, or answer in a way that cannot be read.
    package static let overdueSeconds = 24 * 3600

    /// Whether the provider has had it for over a day, and it has not ended.
    package func isOverdue(at now: Instant) -> Bool {
        state == .accepted && now > runningSince.advanced(bySeconds: Submission.overdueSeconds)
    }

    /// Whether it was made over a day ago, and its cost is still not known.
    package func isLongUnpriced(at now: Instant) -> Bool {
        state == .unpriced
            && now > (finishedAt ?? reservedAt).advanced(bySeconds: Submission.overdueSeconds)
    }
}
