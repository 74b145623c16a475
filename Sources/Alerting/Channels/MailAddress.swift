/// One mail address of the plain form `name@host`.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Nil for anything that could be read as two addresses, an option or a header.
    ///
    /// ASCII only; at most 64 characters before the `@` and 254 in all (RFC 5321).
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy(MailAddress.isNameByte), parts[0].first != "-",
            parts[1].split(separator: ".", omittingEmptySubsequences: false)
                .allSatisfy(MailAddress.isLabel)
        else { return nil }
        description = text
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~.".utf8.contains(byte)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        !label.isEmpty && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
