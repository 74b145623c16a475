import Text

extension JSON {
    /// How deep arrays and objects may nest before a text is refused.
    package static let depthLimit = 64

    /// Reads exactly one value, strictly by RFC 8259. A repeated key is an error.
    package init(parsing text: String) throws(JSONError) {
        var reader = JSONReader(bytes: Array(text.utf8), isUTF8: true)
        self = try reader.document()
    }

    /// Reads exactly one value from UTF-8 bytes, strictly by RFC 8259. A repeated key is an error.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        // Asked once, it is answered sooner than for each string.
        let isUTF8 = (try? UTF8Span(validating: bytes.span)) != nil
        var reader = JSONReader(bytes: bytes, isUTF8: isUTF8)
        self = try reader.document()
    }
}

/// Reads bytes from the front, one value at a time. Numbers and strings are in a file of their own.
struct JSONReader {
    let bytes: [UInt8]
    /// Whether the bytes are known to be well-formed UTF-8.
    let isUTF8: Bool
    var offset = 0

    init(bytes: [UInt8], isUTF8: Bool) {
        self.bytes = bytes
        self.isUTF8 = isUTF8
    }

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
        members.reserveCapacity(8)
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
        // Keys of a short object are compared with each other sooner than they are hashed, and only with
        // those that could be the same.
        guard members.count > 32 else {
            var seen: UInt64 = 0
            for index in members.indices {
                let member = members[index]
                let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: member.mark & 63)
                if seen & bit != 0, members[..<index].contains(where: member.hasSameKey(as:)) {
                    throw error(.duplicateKey(member.key))
                }
                seen |= bit
            }
            return
        }
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

    func peek() throws(JSONError) -> UInt8 {
        guard offset < bytes.count else { throw error(.unexpectedEnd) }
        return bytes[offset]
    }

    func error(_ kind: JSONError.Kind) -> JSONError {
        JSONError(kind: kind, offset: offset)
    }
}

/// A key that is compared byte by byte, as RFC 8259 requires. Two Swift strings are equal already
/// when they look the same: "é" in one scalar or two, the letter K and the sign of the kelvin.
private struct ExactKey: Hashable {
    let text: String

    static func == (left: ExactKey, right: ExactKey) -> Bool { left.text.isExactly(right.text) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension JSON.Member {
    fileprivate func hasSameKey(as other: JSON.Member) -> Bool {
        mark == other.mark && key.isExactly(other.key)
    }
}
