import Text

/// The parameters of a query, decoded: `%2F` and `+` are what they stand for.
///
///     QueryItems("generation_id=a%3Ab&x=1")["generation_id"]     // "a:b"
struct QueryItems: Hashable {
    private var items: [(name: String, value: String)] = []
    /// Whether every part of the query is text once it is decoded; what is none is left out.
    private(set) var areReadable = true

    /// As often as each is said.
    var names: [String] { items.map(\.name) }

    init(_ query: String?) {
        for part in (query ?? "").split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = sides.count > 1 ? QueryItems.decoded(sides[1]) : ""
            if let name = QueryItems.decoded(sides[0]), let value {
                items.append((name, value))
            } else {
                areReadable = false
            }
        }
    }

    /// Nil where it is missing, and where two say different things.
    subscript(name: String) -> String? {
        let values = Set(items.filter { $0.name == name }.map(\.value))
        return values.count == 1 ? values.first : nil
    }

    static func == (left: QueryItems, right: QueryItems) -> Bool {
        left.items.elementsEqual(right.items) { $0 == $1 }
    }

    func hash(into hasher: inout Hasher) { items.forEach { hasher.combine($0.name) } }

    /// Nil for what is no text once it is decoded.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let value = Hexadecimal.byte(rest.next(), rest.next()) else { return nil }
                bytes.append(value)
            case UInt8(ascii: "+"): bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
