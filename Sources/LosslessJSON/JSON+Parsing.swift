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
            "unexpected byte 0x\(String(byte, radix: 16)) at byte \(offset) of the JSON"
        case .invalidNumber: "malformed number at byte \(offset) of the JSON"
        case .invalidString: "malformed string at byte \(offset) of the JSON"
        case .duplicateKey(let key): "the key \"\(key)\" appears twice in one JSON object"
        case .tooDeep(let limit): "the JSON nests deeper than \(limit) levels"
        case .trailingBytes: "unexpected text after the JSON, at byte \(offset)"
        }
    }
}

extension JSON {
    /// How deep arrays and objects may nest before a text is refused.
    package static let depthLimit = 64

    /// Reads exactly one value, strictly by RFC 8259. A repeated key is an error.
    package init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads exactly one value from UTF-8 bytes, strictly by RFC 8259. A repeated key is an error.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        var reader = Reader(bytes: bytes)
        self = try reader.document()
    }
}

/// A key that is told apart byte by byte, as RFC 8259 asks. Two Swift strings are equal already when
/// they look the same: "é" in one scalar or two, the letter K and the sign of the kelvin.
private struct ExactKey: Hashable {
    let text: String

    static func == (left: ExactKey, right: ExactKey) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

private struct Reader {
    let bytes: [UInt8]
    var offset = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(JSONError) -> JSON {
        skipWhitespace()
        let value = try value(depth: 0)
        skipWhitespace()
        guard offset == bytes.count else { throw error(.trailingBytes) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSON {
        switch try peek() {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case let byte: throw error(.unexpectedByte(byte))
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSON {
        try refuseDepth(beyond: depth)
        offset += 1
        var members: [JSON.Member] = []
        skipWhitespace()
        if try peek() == UInt8(ascii: "}") {
            offset += 1
            return .object(members)
        }
        while true {
            skipWhitespace()
            guard try peek() == UInt8(ascii: "\"") else {
                throw error(.unexpectedByte(bytes[offset]))
            }
            let key = try string()
            skipWhitespace()
            try expect(UInt8(ascii: ":"))
            skipWhitespace()
            let value = try value(depth: depth + 1)
            members.append(JSON.Member(key, value))
            skipWhitespace()
            if try closes(with: UInt8(ascii: "}")) { break }
        }
        try refuseDuplicates(in: members)
        return .object(members)
    }

    private func refuseDuplicates(in members: [JSON.Member]) throws(JSONError) {
        var seen = Set<ExactKey>(minimumCapacity: members.count)
        for member in members where !seen.insert(ExactKey(text: member.key)).inserted {
            throw error(.duplicateKey(member.key))
        }
    }

    private func refuseDepth(beyond depth: Int) throws(JSONError) {
        guard depth < JSON.depthLimit else { throw error(.tooDeep(limit: JSON.depthLimit)) }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSON {
        try refuseDepth(beyond: depth)
        offset += 1
        var elements: [JSON] = []
        skipWhitespace()
        if try peek() == UInt8(ascii: "]") {
            offset += 1
            return .array(elements)
        }
        while true {
            skipWhitespace()
            elements.append(try value(depth: depth + 1))
            skipWhitespace()
            if try closes(with: UInt8(ascii: "]")) { break }
        }
        return .array(elements)
    }

    /// Consumes a comma (false) or the closing byte (true).
    private mutating func closes(with end: UInt8) throws(JSONError) -> Bool {
        let byte = try peek()
        guard byte == end || byte == UInt8(ascii: ",") else { throw error(.unexpectedByte(byte)) }
        offset += 1
        return byte == end
    }

    private mutating func number() throws(JSONError) -> JSON {
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

    private mutating func string() throws(JSONError) -> String {
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
                let string =
                    isOneRun
                    ? String(validating: run, as: UTF8.self)
                    : String(validating: text, as: UTF8.self)
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
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw JSONError(kind: .invalidString, offset: start)
            }
            unit = unit << 4 | UInt16(digit)
        }
        offset += 4
        return unit
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        for index in 0..<word.utf8CodeUnitCount {
            guard try peek() == word.utf8Start[index] else {
                throw error(.unexpectedByte(bytes[offset]))
            }
            offset += 1
        }
        return value
    }

    private mutating func skipWhitespace() {
        while offset < bytes.count,
            bytes[offset] == 0x20 || bytes[offset] == 0x0A || bytes[offset] == 0x0D
                || bytes[offset] == 0x09
        {
            offset += 1
        }
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard try peek() == byte else { throw error(.unexpectedByte(bytes[offset])) }
        offset += 1
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard offset < bytes.count else { throw error(.unexpectedEnd) }
        return bytes[offset]
    }

    private func error(_ kind: JSONError.Kind) -> JSONError {
        JSONError(kind: kind, offset: offset)
    }
}
