import Accounting
import Text

/// How many characters at the ends of ids are needed to keep them different.
struct IDEndings {
    /// The 32 digits of an id in reverse order, sixteen to a number.
    private struct Reversed: Comparable {
        var last: UInt64 = 0
        var first: UInt64 = 0

        init(_ id: SubmissionID) {
            for digit in id.description.utf8.reversed().lazy.compactMap(Hexadecimal.value) {
                last = last << 4 | first >> 60
                first = first << 4 | UInt64(digit)
            }
        }

        static func < (left: Reversed, right: Reversed) -> Bool {
            (left.last, left.first) < (right.last, right.first)
        }

        /// How many digits at the ends of both ids are the same.
        func commonDigits(with other: Reversed) -> Int {
            last == other.last
                ? 16 + (first ^ other.first).leadingZeroBitCount / 4
                : (last ^ other.last).leadingZeroBitCount / 4
        }
    }

    private var ids: [Reversed] = []
    private static let leastDigits = 8

    mutating func take(_ id: SubmissionID) { ids.append(Reversed(id)) }

    /// The fewest characters at the end that are different for different ids: 8 to 36.
    var length: Int {
        let sorted = ids.sorted()
        let shared =
            zip(sorted, sorted.dropFirst()).lazy
            .map { $0 == $1 ? 0 : $0.commonDigits(with: $1) }.max() ?? 0
        let digits = max(IDEndings.leastDigits, shared + 1)
        // An id is xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx.
        return digits + [12, 16, 20, 24].count(where: { digits > $0 })
    }

    /// The ends of these ids, long enough to be different and to be typed in place of the whole.
    static func shortened(_ ids: [SubmissionID]) -> [String] {
        var endings = IDEndings()
        ids.forEach { endings.take($0) }
        let length = endings.length
        return ids.map { String($0.description.suffix(length)) }
    }
}
