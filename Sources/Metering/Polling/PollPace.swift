/// How long to wait before the next poll.
///
/// The given interval while answers come; after a failure twice as long each time, up to a
/// minute (or the interval, where that is longer), and never sooner than the provider says. A tenth
/// of jitter keeps many processes from polling in step.
struct PollPace {
    let interval: Duration
    private var failures = 0

    static let longestBackOff = Duration.seconds(60)

    /// An interval out of these bounds is taken for the nearest: there is a pause between any two polls.
    static let intervals = Duration.milliseconds(50)...Duration.seconds(86_400)

    init(interval: Duration) {
        self.interval = min(
            max(interval, PollPace.intervals.lowerBound), PollPace.intervals.upperBound)
    }

    mutating func afterAnswer(jitter: Double) -> Duration {
        failures = 0
        return interval.spread(by: jitter)
    }

    mutating func afterFailure(retryAfterSeconds: Int?, jitter: Double) -> Duration {
        failures += 1
        let longest = max(interval, PollPace.longestBackOff)
        let doubled = min(interval * (1 << min(failures, 16)), longest)
        let paced = doubled.spread(by: jitter)
        let demanded = Duration.seconds(min(max(retryAfterSeconds ?? 0, 0), 3600))
        return max(paced, demanded)
    }
}

extension Duration {
    /// A tenth less for a `jitter` of 0, a tenth more for one of 1.
    package func spread(by jitter: Double) -> Duration { self * (0.9 + 0.2 * jitter) }
}
