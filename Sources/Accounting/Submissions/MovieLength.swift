/// How long a video lasts, as one place of its file states it. Rounded up to a nanosecond.
///
/// Placeholders for an unknown length, and lengths of over a day, are none.
package struct MovieLength: Hashable, Comparable, Sendable {
    package let nanoseconds: Int64

    /// What the bytes of a video state at the most; nil when they are none, or state no length.
    package init?(movie bytes: [UInt8]) {
        guard let length = try? ReferenceVideo(reading: bytes).length else { return nil }
        self = length
    }

    /// A count of ticks, so many of them to a second.
    ///
    /// - Returns: nil for a count of zero or of all ones in 31, 32, 63 or 64 bits, which say that the
    ///   length is not known, for a scale that no reader takes, and for more than a day.
    init?(ticks: UInt64, perSecond scale: UInt64) {
        guard ticks > 0, (1...UInt64(Int32.max)).contains(scale),
            !MovieLength.unknownTicks.contains(ticks)
        else { return nil }
        let (whole, part) = (UInt128(ticks) * 1_000_000_000).quotientAndRemainder(
            dividingBy: UInt128(scale))
        self.init(nanoseconds: whole + (part > 0 ? 1 : 0))
    }

    /// Nil for nothing, and for more than a day.
    init?(nanoseconds: UInt128) {
        guard nanoseconds > 0, nanoseconds < MovieLength.longestNanoseconds else { return nil }
        self.nanoseconds = Int64(nanoseconds)
    }

    /// Some fields hold 32 ones in 64 bits.
    private static let unknownTicks: [UInt64] = [
        UInt64(Int32.max), UInt64(UInt32.max), UInt64(Int64.max), .max,
    ]

    /// A stated length of a day or more counts as damage.
    private static let longestNanoseconds: UInt128 = 86_400 * 1_000_000_000

    /// Rounded to the nearest.
    package var microseconds: Int64 { (nanoseconds + 500) / 1000 }

    /// Rounded up: a reservation must not be too small.
    package var milliseconds: Int { Int((nanoseconds + 999_999) / 1_000_000) }

    package static func < (left: MovieLength, right: MovieLength) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// One after the other; nil for more than a day.
    func followed(by other: MovieLength?) -> MovieLength? {
        MovieLength(nanoseconds: UInt128(nanoseconds) + UInt128(other?.nanoseconds ?? 0))
    }
}
