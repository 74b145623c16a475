import Accounting

/// The `Retry-After` header of an answer, in seconds or as a date.
///
/// A date counts from the `Date` of the same answer, so that no clock of ours has to agree with it;
/// without one it counts as absent. From 0 seconds to a day.
package enum RetryAfter {
    package static let longestSeconds = 86_400

    /// - Parameter headers: names in lower case.
    package static func seconds(in headers: [String: String]) -> Int? {
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = wholeSeconds(text) { return min(seconds, longestSeconds) }
        guard let until = Instant(httpDate: text),
            let date = headers["date"].flatMap(Instant.init(httpDate:))
        else { return nil }
        return min(max(0, Int(until.seconds(since: date))), longestSeconds)
    }

    private static func wholeSeconds(_ text: String) -> Int? {
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39) ~= $0 })
        else { return nil }
        return Int(text)
    }
}
