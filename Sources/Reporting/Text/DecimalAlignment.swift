/// Pads amounts so that their decimal points are below each other.
struct DecimalAlignment {
    /// The most characters before a decimal point, and from one on.
    private var whole = 0
    private var fraction = 0

    /// How many characters each amount has once it is padded.
    var width: Int { whole + fraction }

    mutating func take(_ amount: String) {
        let count = DecimalAlignment.whole(of: amount)
        whole = max(whole, count)
        fraction = max(fraction, DecimalAlignment.scalars(in: amount.utf8) - count)
    }

    /// - Parameter amount: one of those that were taken; an empty one stays empty.
    func aligned(_ amount: String) -> String {
        guard !amount.isEmpty else { return "" }
        let count = DecimalAlignment.whole(of: amount)
        return String(repeating: " ", count: whole - count) + amount
            + String(
                repeating: " ",
                count: fraction - (DecimalAlignment.scalars(in: amount.utf8) - count))
    }

    /// Amounts are written here, of digits and signs that are one scalar each.
    private static func whole(of amount: String) -> Int {
        scalars(in: amount.utf8.prefix { $0 != UInt8(ascii: ".") })
    }

    /// A scalar begins with each byte that does not continue one.
    private static func scalars(in bytes: some Sequence<UInt8>) -> Int {
        bytes.count { $0 & 0xC0 != 0x80 }
    }
}
