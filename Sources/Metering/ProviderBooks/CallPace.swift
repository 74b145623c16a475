import Accounting

/// How fast the provider's log is read: it answers 200 calls a minute in all.
struct CallPace {
    static let mostCallsAMinute = 150
    private static let minuteSeconds = 60
    private static let mostAttempts = 4
    private static let longestPauseSeconds = 120

    private var calls: [Instant] = []

    /// How long to wait before the next call: until the oldest of a minute's calls is past.
    mutating func wait(at now: Instant) -> Duration {
        calls.removeAll { now.seconds(since: $0) >= Int64(CallPace.minuteSeconds) || $0 > now }
        guard calls.count >= CallPace.mostCallsAMinute, let oldest = calls.first else {
            return .zero
        }
        return oldest.advanced(bySeconds: CallPace.minuteSeconds).time(since: now)
    }

    mutating func count(at now: Instant) { calls.append(now) }

    /// How long to wait after a call without an answer; nil after the last attempt.
    static func pause(afterAttempt attempt: Int, retryAfterSeconds: Int?) -> Duration? {
        guard attempt + 1 < mostAttempts else { return nil }
        let seconds = retryAfterSeconds ?? (2 << attempt)
        // After a longer pause the next round asks again.
        return seconds <= longestPauseSeconds ? .seconds(max(1, seconds)) : nil
    }
}

/// The rows of a log that were handed over. Its offsets shift while it grows, so some come twice.
struct SeenRows {
    private var hashes: Set<Int> = []
    private var added = 0
    private var pagesWithoutNews = 0

    /// False for a row that was seen before. Kept as hashes: a log may have hundreds of thousands.
    mutating func insert(_ row: LogRow) -> Bool {
        var hasher = Hasher()
        // A generation may have several rows, and its cost may change between two looks.
        if let id = row.inferenceID {
            hasher.combine(id)
            hasher.combine(row.clientRequestID)
            hasher.combine(row.status)
        } else {
            hasher.combine(row)
        }
        let isNew = hashes.insert(hasher.finalize()).inserted
        if isNew { added += 1 }
        return isNew
    }

    /// Whether it is the third page in a row that brought nothing new.
    mutating func isRepeating(afterPageOf count: Int) -> Bool {
        pagesWithoutNews = added == 0 ? pagesWithoutNews + 1 : 0
        added = 0
        return count == 0 || pagesWithoutNews >= 3
    }
}
