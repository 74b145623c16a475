/// A part of a file, which is not copied. Whatever lies beyond its end is read as nil.
struct ByteRange {
    private let bytes: [UInt8]
    private let start: Int
    let count: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        start = 0
        count = bytes.count
    }

    private init(bytes: [UInt8], start: Int, count: Int) {
        self.bytes = bytes
        self.start = start
        self.count = count
    }

    subscript(offset: Int) -> UInt8? {
        offset >= 0 && offset < count ? bytes[start + offset] : nil
    }

    /// From one offset to before another, as far as there are bytes.
    func part(from first: Int, to end: Int = .max) -> ByteRange {
        let first = min(max(first, 0), count)
        return ByteRange(
            bytes: bytes, start: start + first, count: min(max(end, first), count) - first)
    }

    /// A big-endian number of up to eight bytes.
    func integer(at offset: Int, width: Int) -> UInt64? {
        guard offset >= 0, width <= count, offset <= count - width else { return nil }
        var value: UInt64 = 0
        for place in start + offset..<start + offset + width {
            value = value << 8 | UInt64(bytes[place])
        }
        return value
    }

    /// A little-endian number of four bytes.
    func littleInteger(at offset: Int) -> UInt64? {
        integer(at: offset, width: 4).map { UInt64(UInt32($0).byteSwapped) }
    }

    func has(_ text: String, at offset: Int = 0) -> Bool { has(Array(text.utf8), at: offset) }

    func has(_ other: [UInt8], at offset: Int = 0) -> Bool {
        guard offset >= 0, other.count <= count, offset <= count - other.count else { return false }
        return bytes[start + offset..<start + offset + other.count].elementsEqual(other)
    }

    /// Where some bytes begin for the first time, from an offset on.
    func firstOffset(of pattern: [UInt8], from offset: Int = 0) -> Int? {
        guard let first = pattern.first, offset >= 0 else { return nil }
        var place = offset
        while place <= count - pattern.count {
            if bytes[start + place] == first, has(pattern, at: place) { return place }
            place += 1
        }
        return nil
    }
}

extension UInt64 {
    /// The sum, or the largest number where it does not fit.
    func addingSaturated(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    /// The product, or the largest number where it does not fit.
    func multipliedSaturated(by other: UInt64) -> UInt64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
