internal import FoundationEssentials
import Text

/// A `data:` URI in Base64.
///
/// It may be wrapped, without padding, in the alphabet that is safe in URLs, or percent-encoded, as
/// programs write it; what is sent on is none of that.
package struct DataURI: Hashable, Sendable {
    /// On one line, in the standard alphabet, padded.
    package let text: String
    package let bytes: [UInt8]

    /// Nil for anything but a `data:` URI with Base64 in it.
    package init?(parsing text: String) {
        guard DataURI.isOne(text), let comma = text.utf8.firstIndex(of: UInt8(ascii: ",")) else {
            return nil
        }
        let head = text[..<comma].filter { !$0.isWhitespace }
        guard head.lowercased().hasSuffix(";base64") else { return nil }
        let payload = String(text[text.utf8.index(after: comma)...])
        if let data = Data(base64Encoded: payload), !data.isEmpty {
            self.text = head.utf8.count == text[..<comma].utf8.count ? text : "\(head),\(payload)"
            bytes = Array(data)
        } else {
            guard let plain = DataURI.standardForm(of: payload.utf8),
                let data = Data(base64Encoded: plain), !data.isEmpty
            else { return nil }
            self.text = "\(head),\(plain)"
            bytes = Array(data)
        }
    }

    package static func isOne(_ text: some StringProtocol) -> Bool {
        text.prefix(5).lowercased() == "data:"
    }

    /// Nil where something is no Base64 of any form.
    private static func standardForm(of payload: String.UTF8View) -> String? {
        var digits: [UInt8] = []
        digits.reserveCapacity(payload.count)
        var rest = payload.makeIterator()
        while var byte = rest.next() {
            if byte == UInt8(ascii: "%") {
                guard let value = Hexadecimal.byte(rest.next(), rest.next()) else { return nil }
                byte = value
            }
            switch byte {
            case 0x09, 0x0A, 0x0C, 0x0D, 0x20: continue
            case UInt8(ascii: "-"): digits.append(UInt8(ascii: "+"))
            case UInt8(ascii: "_"): digits.append(UInt8(ascii: "/"))
            default: digits.append(byte)
            }
        }
        while digits.last == UInt8(ascii: "=") { digits.removeLast() }
        guard digits.count % 4 != 1 else { return nil }
        while digits.count % 4 != 0 { digits.append(UInt8(ascii: "=")) }
        return String(decoding: digits, as: UTF8.self)
    }
}
