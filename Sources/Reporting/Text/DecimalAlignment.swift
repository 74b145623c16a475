/// Amounts padded so that their decimal points are below each other.
enum DecimalAlignment {
    static func aligned(_ texts: [String]) -> [String] {
        let whole = texts.map { $0.prefix { $0 != "." }.count }
        let widest = whole.max() ?? 0
        let longest = zip(texts, whole).map { $0.count - $1 }.max() ?? 0
        return zip(texts, whole).map { text, count in
            guard !text.isEmpty else { return "" }
            return String(repeating: " ", count: widest - count) + text
                + String(repeating: " ", count: longest - (text.count - count))
        }
    }
}
