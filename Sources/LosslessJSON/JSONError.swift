import Text

/// Why a text is not JSON that can be accepted, and where.
package struct JSONError: Error, Hashable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case unexpectedEnd
        case unexpectedByte(UInt8)
        case invalidNumber
        case invalidString
        case duplicateKey(String)
        case tooDeep(limit: Int)
        case trailingBytes
    }

    package let kind: Kind
    /// Zero-based offset of the byte at which reading stopped.
    package let offset: Int

    package init(kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    package var description: String {
        switch kind {
        case .unexpectedEnd: "the JSON ends too early, at byte \(offset)"
        case .unexpectedByte(let byte):
            "unexpected byte 0x\(Hexadecimal.text(byte, digits: 1)) at byte \(offset) of the JSON"
        case .invalidNumber: "malformed number at byte \(offset) of the JSON"
        case .invalidString: "malformed string at byte \(offset) of the JSON"
        case .duplicateKey(let key): "the key \"\(key)\" appears twice in one JSON object"
        case .tooDeep(let limit): "the JSON nests deeper than \(limit) levels"
        case .trailingBytes: "unexpected text after the JSON, at byte \(offset)"
        }
    }
}
