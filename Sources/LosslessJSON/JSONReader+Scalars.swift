import Text

extension JSONReader {
    mutating func number() throws(JSONError) -> JSON {
        let start = offset
        if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        let integerStart = offset
        try digits(from: start)
        if offset - integerStart > 1, bytes[integerStart] == UInt8(ascii: "0") {
            throw JSONError(kind: .invalidNumber, offset: start)
        }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            try digits(from: start)
        }
        if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if offset < bytes.count,
                bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-")
            {
                offset += 1
            }
            try digits(from: start)
        }
        return .number(try string(of: bytes, start..<offset, from: start))
    }

    /// Consumes one or more digits.
    private mutating func digits(from start: Int) throws(JSONError) {
        let first = offset
        while offset < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= bytes[offset] {
            offset += 1
        }
        guard offset > first else { throw JSONError(kind: .invalidNumber, offset: start) }
    }

    mutating func string() throws(JSONError) -> String {
        let start = offset
        offset += 1
        var text: [UInt8] = []
        while true {
            let run = try run()
            if run.end == UInt8(ascii: "\\") {
                text.append(contentsOf: bytes[run.range])
                try escape(into: &text, from: start)
                continue
            }
            // A video of many megabytes is one run: it is not copied twice.
            if text.isEmpty { return try string(of: bytes, run.range, from: start) }
            text.append(contentsOf: bytes[run.range])
            return try string(of: text, text.indices, from: start)
        }
    }

    /// Consumes what stands for itself, and the quotation mark or the backslash behind it.
    private mutating func run() throws(JSONError) -> (range: Range<Int>, end: UInt8) {
        let start = offset
        while true {
            let byte = try peek()
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                offset += 1
                return (start..<offset - 1, byte)
            }
            guard byte >= 0x20 else { throw JSONError(kind: .invalidString, offset: offset) }
            offset += 1
        }
    }

    /// What comes from well-formed text is well-formed: it is cut between its characters.
    private func string(
        of bytes: [UInt8], _ range: Range<Int>, from start: Int
    ) throws(JSONError) -> String {
        let text = bytes.withUnsafeBufferPointer { bytes in
            let bytes = UnsafeBufferPointer(rebasing: bytes[range])
            return isUTF8
                ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
        }
        guard let text else { throw JSONError(kind: .invalidString, offset: start) }
        return text
    }

    private mutating func escape(into text: inout [UInt8], from start: Int) throws(JSONError) {
        let byte = try peek()
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: Array(String(try scalar(from: start)).utf8))
        default: throw JSONError(kind: .invalidString, offset: start)
        }
    }

    /// Reads the four digits after `\u`, and the low half of a surrogate pair where one must follow.
    private mutating func scalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let high = try hexUnit(from: start)
        if let scalar = Unicode.Scalar(UInt32(high)) { return scalar }
        guard high < 0xDC00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
            bytes[offset + 1] == UInt8(ascii: "u")
        else { throw JSONError(kind: .invalidString, offset: start) }
        offset += 2
        let low = try hexUnit(from: start)
        guard (0xDC00...0xDFFF) ~= low,
            let scalar = Unicode.Scalar(
                0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
        else { throw JSONError(kind: .invalidString, offset: start) }
        return scalar
    }

    private mutating func hexUnit(from start: Int) throws(JSONError) -> UInt16 {
        guard offset + 4 <= bytes.count else { throw error(.unexpectedEnd) }
        var unit: UInt16 = 0
        for byte in bytes[offset..<offset + 4] {
            guard let digit = Hexadecimal.value(of: byte) else {
                throw JSONError(kind: .invalidString, offset: start)
            }
            unit = unit << 4 | UInt16(digit)
        }
        offset += 4
        return unit
    }
}
