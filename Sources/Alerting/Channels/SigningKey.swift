import FoundationEssentials

/// The bytes that a webhook is signed with; never shown.
///
/// A secret is written in base64, with or without `whsec_` before it, and has at least 24 bytes
/// (Standard Webhooks 1.0.0, "Signature scheme").
package struct SigningKey: Hashable, Sendable {
    package enum Flaw: Error, Hashable, Sendable {
        case notBase64
        case short(bytes: Int)
    }

    package static let prefix = "whsec_"
    package static let leastBytes = 24

    let bytes: [UInt8]

    package init(_ secret: Secret) throws(Flaw) {
        let text = secret.text
        let digits = text.hasPrefix(SigningKey.prefix) ? text.dropFirst(6) : text[...]
        // Some write base64 without the `=` at its end.
        let padding = String(repeating: "=", count: (4 - digits.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: digits + padding) else { throw .notBase64 }
        guard data.count >= SigningKey.leastBytes else { throw .short(bytes: data.count) }
        bytes = Array(data)
    }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[secret]" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
