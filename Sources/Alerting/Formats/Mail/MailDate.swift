import Accounting

/// The date of a mail: `Sat, 21 Nov 2026 09:30:00 +0000` (RFC 5322, 3.3).
enum MailDate {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ instant: Instant) -> String {
        let text = instant.description
        guard let day = Day(String(text.prefix(10))) else { return text }
        let time = text.dropFirst(11).prefix(8)
        return "\(weekdays[day.weekday]), \(day.dayOfMonth) \(months[day.month - 1]) \(day.year)"
            + " \(time) +0000"
    }
}
