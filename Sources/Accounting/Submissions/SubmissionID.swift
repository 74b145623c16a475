import Text

/// The identifier of a submission: ours, made and stored before anything is sent.
///
/// A UUID of version 7, so that ids sort by the time they were made. Its text has lower case.
///
///     SubmissionID("019B2C3D-4E5F-7A6B-8C7D-9E8FA0B1C2D3")?.description
///     // "019b2c3d-4e5f-7a6b-8c7d-9e8fa0b1c2d3"
package struct SubmissionID: Hashable, Comparable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// Nil unless the text is a UUID in lower or upper case.
    package init?(_ text: String) {
        var text = text
        guard let id = text.withUTF8(SubmissionID.init(utf8:)) else { return nil }
        self = id
    }

    /// The same from the bytes of a text.
    package init?(utf8 text: UnsafeBufferPointer<UInt8>) {
        guard text.count == SubmissionID.length else { return nil }
        var (halves, digits): ((UInt64, UInt64), Int) = ((0, 0), 0)
        for index in text.indices {
            if SubmissionID.isHyphen(index) {
                guard text[index] == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Hexadecimal.value(of: text[index]) else { return nil }
            if digits < 16 {
                halves.0 = halves.0 << 4 | UInt64(digit)
            } else {
                halves.1 = halves.1 << 4 | UInt64(digit)
            }
            digits += 1
        }
        (high, low) = halves
    }

    /// Characters of its text.
    package static let length = 36
    private static func isHyphen(_ index: Int) -> Bool {
        index == 8 || index == 13 || index == 18 || index == 23
    }

    /// A new id of a moment. `random` gives the bits that tell ids of one millisecond apart.
    package init(at instant: Instant, random: (high: UInt64, low: UInt64)) {
        let milliseconds = UInt64(max(0, instant.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
        high = milliseconds << 16 | 0x7000 | random.high & 0x0FFF
        low = 0x8000_0000_0000_0000 | random.low & 0x3FFF_FFFF_FFFF_FFFF
    }

    /// As the texts of both compare.
    package static func < (left: SubmissionID, right: SubmissionID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension SubmissionID: CustomStringConvertible {
    package var description: String {
        String(unsafeUninitializedCapacity: SubmissionID.length) { text in
            var index = 0
            for half in [high, low] {
                for shift in stride(from: 60, through: 0, by: -4) {
                    if SubmissionID.isHyphen(index) {
                        text[index] = UInt8(ascii: "-")
                        index += 1
                    }
                    text[index] = Hexadecimal.digit(UInt8(half >> shift & 0xF))
                    index += 1
                }
            }
            return index
        }
    }
}
