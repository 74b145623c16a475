extension StringProtocol {
    /// Safe as one value of a query: all but letters, digits and `-._~` becomes `%XX`.
    ///
    ///     "3498:minimax/hailuo-2.3".percentEncoded    // "3498%3Aminimax%2Fhailuo-2.3"
    package var percentEncoded: String {
        var text = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text += "%" + Hexadecimal.text(byte, digits: 2, uppercase: true)
            }
        }
        return text
    }

    /// With the byte for every `%XX`. A `%` without two digits stays, and what is no UTF-8 becomes U+FFFD.
    ///
    /// - Parameter plusIsSpace: as in the query of a URL.
    package func percentDecoded(plusIsSpace: Bool = false) -> String {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"),
                let value = Hexadecimal.byte(rest.first, rest.dropFirst().first)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
