#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An address of version 4 or 6 by its bytes.
struct IPAddress: Hashable, Sendable {
    /// 4 or 16 of them.
    let bytes: [UInt8]

    /// Nil for what is no address, such as a name.
    init?(_ text: String) {
        // To C the text would end there.
        guard !text.utf8.contains(0) else { return nil }
        var v4 = in_addr()
        var v6 = in6_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            bytes = withUnsafeBytes(of: v4) { Array($0) }
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            bytes = withUnsafeBytes(of: v6) { Array($0) }
        } else {
            return nil
        }
    }

    var isLoopback: Bool {
        if bytes.count == 4 { return bytes[0] == 127 }
        // Version 4 written as version 6.
        if bytes.prefix(12) == mapped { return bytes[12] == 127 }
        return bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    private var mapped: ArraySlice<UInt8> { (Array(repeating: 0, count: 10) + [0xFF, 0xFF])[...] }

    /// Whether the first bits are those of another of the same version; zero bits stand for all of them.
    func matches(_ other: IPAddress, bits: Int) -> Bool {
        guard bytes.count == other.bytes.count, (0...bytes.count * 8).contains(bits) else {
            return false
        }
        let bits = bits == 0 ? bytes.count * 8 : bits
        let whole = bits / 8
        guard bytes.prefix(whole) == other.bytes.prefix(whole) else { return false }
        let left = bits % 8
        return left == 0 || bytes[whole] >> (8 - left) == other.bytes[whole] >> (8 - left)
    }
}
