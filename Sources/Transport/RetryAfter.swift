package import Accounting

/// How long the other side asks to be left alone: the `Retry-After` header, in seconds or as a date.
///
/// A date counts from the `Date` of the same answer, so that no clock of ours has to agree with it;
/// without one it says nothing. At most a day, at least nothing.
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

extension Instant {
    /// Reads an HTTP date in the one form that is still sent: `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// The day of the week is not compared with the day. Source: RFC 9110, 5.6.7, IMF-fixdate.
    package init?(httpDate text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 29, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        guard ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].contains(part(0..<3)),
            part(3..<5) == ", ", part(7..<8) == " ", part(11..<12) == " ", part(16..<17) == " ",
            part(25..<29) == " GMT",
            let month = [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ].firstIndex(of: part(8..<11))
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        self.init("\(part(12..<16))-\(number)-\(part(5..<7))T\(part(17..<25))Z")
    }
}
