import Accounting

/// The date of a mail: `Sat, 21 Nov 2026 09:30:00 +0000` (RFC 5322, 3.3).
enum MailDate {
    static func text(_ instant: Instant) -> String {
        let text = instant.description
        guard let day = Day(String(text.prefix(10))) else { return text }
        let time = text.dropFirst(11).prefix(8)
        return "\(day.weekdayName), \(day.dayOfMonth) \(day.monthName) \(day.year) \(time) +0000"
    }
}
