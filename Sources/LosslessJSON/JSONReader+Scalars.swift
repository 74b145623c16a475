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
        return .number(String(decoding: bytes[start..<offset], as: UTF8.self))
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
        var runStart = offset
        while true {
            switch try peek() {
            case UInt8(ascii: "\""):
                let run = bytes[runStart..<offset]
                offset += 1
                let isOneRun = text.isEmpty
                if !isOneRun { text.append(contentsOf: run) }
                // A video of many megabytes is one run: it is not copied twice.
                let string = isOneRun ? self.text(of: run) : self.text(of: text[...])
                guard let string else { throw JSONError(kind: .invalidString, offset: start) }
                return string
            case UInt8(ascii: "\\"):
                text.append(contentsOf: bytes[runStart..<offset])
                offset += 1
                try escape(into: &text, from: start)
                runStart = offset
            case 0..<0x20: throw JSONError(kind: .invalidString, offset: offset)
            default: offset += 1
            }
        }
    }

    /// Nil for bytes that are no UTF-8. What comes from a string is cut between its characters.
    private func text(of bytes: ArraySlice<UInt8>) -> String? {
        isUTF8
            ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
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
