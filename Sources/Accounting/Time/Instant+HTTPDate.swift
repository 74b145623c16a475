/// The date of a header, to the second: `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// Source: RFC 9110, 5.6.7, IMF-fixdate, the one form that is still sent.
extension Instant {
    package var httpDate: String {
        let day = Day(ordinal: Int(floorDivide(seconds, by: 86_400)))
        let second = Int(seconds) - day.ordinal * 86_400
        let time = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }
        return "\(day.weekdayName), \(padded(day.dayOfMonth, 2)) \(day.monthName)"
            + " \(padded(day.year, 4)) \(time.joined(separator: ":")) GMT"
    }

    /// Nil for any other form. The day of the week is not compared with the day.
    package init?(httpDate text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 29, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        guard Day.weekdayNames.contains(part(0..<3)), part(3..<5) == ", ", part(7..<8) == " ",
            part(11..<12) == " ", part(16..<17) == " ", part(25..<29) == " GMT",
            let month = Day.monthNames.firstIndex(of: part(8..<11))
        else { return nil }
        self.init(
            "\(part(12..<16))-\(padded(month + 1, 2))-\(part(5..<7))T\(part(17..<25))Z")
    }
}
