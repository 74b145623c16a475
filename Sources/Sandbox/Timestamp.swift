/// An instant in microseconds since 1970 UTC: all the sandbox knows of time.
///
///     Timestamp(parsing: "2026-08-17T12:00:00+02:00", zone: .required)!.text
///     // "2026-08-17T10:00:00.000Z"
package struct Timestamp: Hashable, Comparable, Sendable {
    package let micros: Int64

    package init(micros: Int64) { self.micros = micros }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.micros < right.micros
    }

    package static func + (instant: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(micros: instant.micros + duration.wholeMicros)
    }

    static func - (instant: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(micros: instant.micros - duration.wholeMicros)
    }

    /// RFC 3339 in UTC with milliseconds.
    package var text: String {
        let (day, microsOfDay) = Timestamp.floorDivide(micros, by: Timestamp.microsPerDay)
        let date = CivilDate(daysSince1970: day)
        let millis = microsOfDay / 1000
        let time = [millis / 3_600_000, millis / 60_000 % 60, millis / 1000 % 60]
            .map { Timestamp.padded($0, to: 2) }.joined(separator: ":")
        return "\(date)T\(time).\(Timestamp.padded(millis % 1000, to: 3))Z"
    }

    static let microsPerDay: Int64 = 86_400_000_000

    static func floorDivide(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
        let remainder = (value % divisor + divisor) % divisor
        return ((value - remainder) / divisor, remainder)
    }

    static func padded(_ number: Int64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Timestamp {
    /// Whether a text must say its offset from UTC.
    enum Zone { case required, assumedUTC }

    /// Reads ISO 8601: a date, or a date and a time with fractions; nil for anything else.
    init?(parsing text: String, zone: Zone) {
        let bytes = Array(text.utf8)
        guard let date = CivilDate(parsing: bytes.prefix(10)) else { return nil }
        var micros = date.daysSince1970 * Timestamp.microsPerDay
        var rest = bytes.dropFirst(10)
        if rest.isEmpty {
            guard zone == .assumedUTC else { return nil }
            self.init(micros: micros)
            return
        }
        guard rest.first == UInt8(ascii: "T") || rest.first == UInt8(ascii: " ") else { return nil }
        rest = rest.dropFirst()
        let clock = rest.prefix { !Array("Zz+-".utf8).contains($0) }
        guard let timeOfDay = Timestamp.timeOfDay(clock) else { return nil }
        micros += timeOfDay
        rest = rest.dropFirst(clock.count)
        if rest.isEmpty, zone == .required { return nil }
        guard let offset = Timestamp.offset(rest) else { return nil }
        self.init(micros: micros - offset)
    }

    /// Microseconds of `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fff`.
    private static func timeOfDay(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let parts = String(decoding: bytes, as: UTF8.self)
            .split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[0].utf8.count == 2, parts[1].utf8.count == 2,
            let hours = Int64(parts[0]), let minutes = Int64(parts[1]),
            (0...23).contains(hours), (0...59).contains(minutes),
            let seconds = DecimalNumber.scaled(
                parts.count == 3 ? String(parts[2]) : "0", places: 6),
            seconds < 60_000_000
        else { return nil }
        return (hours * 3600 + minutes * 60) * 1_000_000 + seconds
    }

    /// Microseconds of nothing, `Z`, `+HH:MM` or `-HHMM`.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard let sign = bytes.first, sign | 0x20 != UInt8(ascii: "z") else {
            return bytes.count <= 1 ? 0 : nil
        }
        let digits = String(
            decoding: bytes.dropFirst().filter { $0 != UInt8(ascii: ":") }, as: UTF8.self)
        guard digits.utf8.count == 4, let value = Int64(digits), value >= 0 else { return nil }
        let micros = (value / 100 * 3600 + value % 100 * 60) * 1_000_000
        return sign == UInt8(ascii: "-") ? -micros : micros
    }
}

extension Duration {
    /// The whole microseconds in it.
    var wholeMicros: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }

    init(micros: Int64) { self = .microseconds(micros) }
}
