import Text

/// The identifier of a submission: ours, made and stored before anything is sent.
///
/// A UUID of version 7, so that ids sort by the time they were made.
package struct SubmissionID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let description: String

    /// Nil unless the text is a UUID in lower or upper case.
    package init?(_ text: String) {
        var hasUpperCase = false
        var count = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "-"):
                guard SubmissionID.hyphens.contains(count) else { return nil }
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"):
                guard !SubmissionID.hyphens.contains(count) else { return nil }
            case UInt8(ascii: "A")...UInt8(ascii: "F"):
                guard !SubmissionID.hyphens.contains(count) else { return nil }
                hasUpperCase = true
            default: return nil
            }
            count += 1
        }
        guard count == SubmissionID.length else { return nil }
        description = hasUpperCase ? text.lowercased() : text
    }

    private static let length = 36
    private static let hyphens = [8, 13, 18, 23]

    /// A new id of a moment. `random` gives the bits that tell ids of one millisecond apart.
    package init(at instant: Instant, random: (high: UInt64, low: UInt64)) {
        let milliseconds = UInt64(max(0, instant.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
        let high = milliseconds << 16 | 0x7000 | random.high & 0x0FFF
        let low = 0x8000_0000_0000_0000 | random.low & 0x3FFF_FFFF_FFFF_FFFF
        let digits = Hexadecimal.text(high, digits: 16) + Hexadecimal.text(low, digits: 16)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        description = text
    }

    package static func < (left: SubmissionID, right: SubmissionID) -> Bool {
        left.description < right.description
    }
}
