/// Bytes and numbers in hexadecimal digits, and back.
package enum Hexadecimal {
    /// Two lower-case digits for each byte.
    package static func text(of bytes: some Sequence<UInt8>) -> String {
        var digits: [UInt8] = []
        for byte in bytes {
            digits.append(lowerCase[Int(byte >> 4)])
            digits.append(lowerCase[Int(byte & 0xF)])
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The number with zeros before it, so that it has at least this many digits.
    ///
    ///     Hexadecimal.text(0x1B, digits: 4)       // "001b"
    package static func text(
        _ number: some UnsignedInteger, digits: Int, uppercase: Bool = false
    ) -> String {
        let text = String(number, radix: 16, uppercase: uppercase)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// The value of one digit in either case; nil for any other byte.
    @inlinable package static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The lower-case digit of a value below 16.
    @inlinable package static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// The byte of two digits. `UInt8(_:radix:)` would read a sign as well: `+5`.
    package static func byte(_ high: UInt8?, _ low: UInt8?) -> UInt8? {
        guard let high = high.flatMap(value), let low = low.flatMap(value) else { return nil }
        return high << 4 | low
    }

    /// True where every character is a digit; an empty text is.
    package static func isOnlyDigits(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { value(of: $0) != nil }
    }

    private static let lowerCase = Array("0123456789abcdef".utf8)
}

extension Unicode.Scalar {
    /// Its name among the code points: `U+00A0`.
    package var codePoint: String { "U+" + Hexadecimal.text(value, digits: 4, uppercase: true) }
}
