/// Shortens what media travel by: signed URLs are secrets, and a `data:` URI is the medium itself.
///
///     could not load https://cdn.example/a.png?sig=53cr37    // could not load https://cdn.example/a.png…
enum Links {
    /// Cuts the query and the fragment off every URL, and the data off every `data:` URI.
    static func shortened(_ line: [UInt8]) -> [UInt8] {
        var shown: [UInt8] = []
        var start = 0
        while start < line.count {
            let end = line[start...].firstIndex(where: isBoundary) ?? line.count
            shown += shortened(word: line[start..<end])
            if end < line.count { shown.append(line[end]) }
            start = end + 1
        }
        return shown
    }

    /// What cannot be in a link: a blank, a quote, an angle bracket.
    private static func isBoundary(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "<"),
            UInt8(ascii: ">"):
            true
        default: false
        }
    }

    private static func shortened(word: ArraySlice<UInt8>) -> [UInt8] {
        // Each opening has one of these.
        guard word.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "%") }) else {
            return Array(word)
        }
        let folded = Secret.folded(word)
        let ends = kinds.compactMap { kind -> Int? in
            guard let opening = folded.firstRange(of: Array(kind.opening.utf8)) else { return nil }
            return kind.ends.compactMap {
                folded[opening.upperBound...].firstRange(of: Array($0.utf8))?.lowerBound
            }.min()
        }
        guard let end = ends.min() else { return Array(word) }
        return word.prefix(end) + Array("…".utf8)
    }

    /// What a link is known by, and what of it begins the part that is cut off: plain, and escaped.
    private static let kinds: [(opening: String, ends: [String])] = [
        ("://", ["?", "#"]), (":\\/\\/", ["?", "#"]), ("%3a%2f%2f", ["%3f", "%23"]),
        ("data:", [";", ","]), ("data%3a", ["%3b", "%2c"]),
    ]
}
