/// Which submissions may have been corrected: never a no for one that was, and seldom a yes for one that
/// was not. It takes the same megabyte for a million of them as for one.
struct CorrectedMarks {
    private var words = [UInt64](repeating: 0, count: CorrectedMarks.bits / 64)

    private static let bits = 1 << 23

    mutating func insert(_ id: String) {
        let bit = CorrectedMarks.bit(of: id)
        words[bit / 64] |= 1 << (bit % 64)
    }

    func mayContain(_ id: String) -> Bool {
        let bit = CorrectedMarks.bit(of: id)
        return words[bit / 64] & (1 << (bit % 64)) != 0
    }

    private static func bit(of id: String) -> Int { id.hashValue & (bits - 1) }
}
