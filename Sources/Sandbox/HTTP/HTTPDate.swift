import Accounting

extension Instant {
    /// The form of a `Date` header: `Mon, 05 Oct 2026 12:00:00 GMT`.
    var httpDate: String {
        let day = Day(of: self)
        let second = Int(seconds) - day.ordinal * 86_400
        let time = [second / 3600, second / 60 % 60, second % 60].map(Instant.twoDigits)
        return "\(Instant.weekdays[day.weekday]), \(Instant.twoDigits(day.dayOfMonth)) "
            + "\(Instant.months[day.month - 1]) \(day.year) \(time.joined(separator: ":")) GMT"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
