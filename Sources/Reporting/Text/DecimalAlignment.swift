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
        fraction = max(fraction, amount.unicodeScalars.count - count)
    }

    /// - Parameter amount: one of those that were taken; an empty one stays empty.
    func aligned(_ amount: String) -> String {
        guard !amount.isEmpty else { return "" }
        let count = DecimalAlignment.whole(of: amount)
        return String(repeating: " ", count: whole - count) + amount
            + String(repeating: " ", count: fraction - (amount.unicodeScalars.count - count))
    }

    /// Amounts are written here, of digits and signs that are one scalar each.
    private static func whole(of amount: String) -> Int {
        amount.unicodeScalars.prefix { $0 != "." }.count
    }
}
