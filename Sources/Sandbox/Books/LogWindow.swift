import Accounting

/// The span of `GET /v2/logs`: `period=24h`, `period=7d`, or `start` and `end`; a day without either.
struct LogWindow: Hashable, Sendable {
    let start: Instant
    let end: Instant

    static let longest = Duration.seconds(92 * 86_400)

    /// - Throws: 400 for half a window, for both kinds at once, or for more than 92 days.
    init(_ query: Query, now: Instant) throws(Rejection) {
        let start = try query.instant("start", zone: .assumedUTC)
        let end = try query.instant("end", zone: .assumedUTC)
        switch (query["period"], start, end) {
        case (let period?, nil, nil):
            guard let length = LogWindow.length(of: period) else {
                throw .badRequest("'period' must be like 24h or 7d.")
            }
            // One microsecond past now, so that what has just happened is in.
            self.end = Instant(microseconds: now.microseconds + 1)
            self.start = now - length
        case (nil, let start?, let end?):
            guard start <= end else { throw .badRequest("'end' must not be earlier than 'start'.") }
            self.start = start
            self.end = end
        case (nil, nil, nil):
            self.end = Instant(microseconds: now.microseconds + 1)
            self.start = now - .seconds(86_400)
        default:
            throw .badRequest("Provide either 'period' or both 'start' and 'end'.")
        }
        guard self.end.microseconds - self.start.microseconds <= LogWindow.longest.wholeMicros + 1
        else {
            throw .badRequest("The window must not exceed 92 days.")
        }
    }

    private static func length(of period: String) -> Duration? {
        guard let count = Int64(period.dropLast()), (1...100_000).contains(count) else {
            return nil
        }
        switch period.last {
        case "h": return .seconds(count * 3600)
        case "d": return .seconds(count * 86_400)
        default: return nil
        }
    }
}
