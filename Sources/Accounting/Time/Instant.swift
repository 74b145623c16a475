/// A moment in time, counted in microseconds since 1970-01-01T00:00:00Z.
///
/// No lower target reads a clock: instants are passed down from the edge.
package struct Instant: Hashable, Comparable, Sendable {
    package let microseconds: Int64

    package static let microsecondsPerSecond: Int64 = 1_000_000
    /// Before and after every moment that a ledger can hold: the bounds of a period without end.
    package static let distantPast = Instant(microseconds: -62_135_596_800 * microsecondsPerSecond)
    package static let distantFuture = Instant(
        microseconds: 253_402_300_800 * microsecondsPerSecond)

    package init(microseconds: Int64) { self.microseconds = microseconds }

    package init(seconds: Int64) {
        self.init(microseconds: seconds * Instant.microsecondsPerSecond)
    }

    /// Whole seconds since 1970, rounded towards the past.
    package var seconds: Int64 { floorDivide(microseconds, by: Instant.microsecondsPerSecond) }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }

    package func advanced(bySeconds seconds: Int) -> Instant {
        Instant(microseconds: microseconds + Int64(seconds) * Instant.microsecondsPerSecond)
    }

    /// Seconds from `earlier` to this instant, rounded towards the past.
    package func seconds(since earlier: Instant) -> Int64 {
        floorDivide(microseconds - earlier.microseconds, by: Instant.microsecondsPerSecond)
    }
}

extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC with milliseconds: `2026-11-21T09:30:00.125Z`.
    package var description: String {
        let day = Day(ordinal: Int(floorDivide(seconds, by: 86_400)))
        let second = Int(seconds - Int64(day.ordinal) * 86_400)
        let milliseconds = Int(microseconds - seconds * Instant.microsecondsPerSecond) / 1000
        return "\(day)T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2))"
            + ":\(padded(second % 60, 2)).\(padded(milliseconds, 3))Z"
    }

    /// Reads RFC 3339 with any offset and any number of decimals; digits past the sixth are cut.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] | 0x20 == UInt8(ascii: "t") || bytes[10] == 0x20,
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            bytes[4] == UInt8(ascii: "-"),
            let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = decimal(bytes[11..<13]), hour < 24,
            let minute = decimal(bytes[14..<16]), minute < 60,
            let second = decimal(bytes[17..<19]), second < 61
        else { return nil }
        var rest = bytes[19...]
        var microseconds: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { (0x30...0x39) ~= $0 }
            guard !fraction.isEmpty else { return nil }
            rest = rest.dropFirst(fraction.count + 1)
            let six =
                Array(fraction.prefix(6))
                + Array(repeating: 0x30, count: max(0, 6 - fraction.count))
            microseconds = Int64(decimal(six[...]) ?? 0)
        }
        guard let offset = Instant.offsetSeconds(rest) else { return nil }
        let local = Int64(day.ordinal) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        self.init(microseconds: (local - Int64(offset)) * 1_000_000 + microseconds)
    }

    /// `Z`, or `+hh:mm` and `-hh:mm`.
    private static func offsetSeconds(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let sign = bytes.first else { return nil }
        if bytes.count == 1, sign | 0x20 == UInt8(ascii: "z") { return 0 }
        let digits = Array(bytes.dropFirst())
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), digits.count == 5,
            digits[2] == UInt8(ascii: ":"),
            let hours = decimal(digits[0..<2]), hours < 24,
            let minutes = decimal(digits[3..<5]), minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }
}

func floorDivide(_ value: Int64, by divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}

/// A number of at least this many digits, 19 at the most. The year of a damaged instant may be below zero.
func padded(_ value: Int, _ width: Int) -> String {
    let most = 19
    guard value >= 0, width <= most else { return String(value) }
    return String(unsafeUninitializedCapacity: most) { text in
        var (rest, digits) = (value, 0)
        repeat {
            // From the end, and then to the front.
            text[most - 1 - digits] = UInt8(ascii: "0") + UInt8(rest % 10)
            (rest, digits) = (rest / 10, digits + 1)
        } while rest > 0 || digits < width
        for index in 0..<digits { text[index] = text[most - digits + index] }
        return digits
    }
}

/// A run of ASCII digits as a number; nil for anything else.
func decimal(_ bytes: some Collection<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
    var value = 0
    for byte in bytes {
        guard (0x30...0x39) ~= byte else { return nil }
        value = value * 10 + Int(byte) - 0x30
    }
    return value
}
