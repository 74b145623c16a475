/// A horizontal bar of block characters.
enum Bar {
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// A bar of `value` where `whole` would fill all columns, in eighths of a column, rounded down.
    ///
    /// What is more than nothing shows at least the thinnest bar.
    static func solid(_ value: Int64, of whole: Int64, columns: Int) -> String {
        guard value > 0, whole > 0 else { return "" }
        let count = max(1, Int(Int128(min(value, whole)) * Int128(columns * 8) / Int128(whole)))
        return String(repeating: "█", count: count / 8) + eighths[count % 8]
    }

    /// How many of the columns each value takes, `whole` being all of them; they never overlap.
    ///
    /// What is more than nothing takes at least one column while there is one.
    static func shares(_ values: [Int64], of whole: Int64, columns: Int) -> [Int] {
        var left = columns
        return values.map { value in
            guard value > 0, whole > 0 else { return 0 }
            let share = Int(Int128(min(value, whole)) * Int128(columns) / Int128(whole))
            let count = min(left, max(1, share))
            left -= count
            return count
        }
    }
}
