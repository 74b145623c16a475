import Text

/// Text that holds the sequences of ``TextStyle``, and no others.
///
/// It is taken apart by scalars: a mark that combines would join the letter that ends a sequence.
enum PaintedText {
    private typealias Scalars = String.UnicodeScalarView.SubSequence

    /// The text in at most this many columns; colours take none, and end with the text.
    static func clipped(_ text: String, to columns: Int) -> String {
        let pieces = pieces(of: text)
        var plain = String.UnicodeScalarView()
        for piece in pieces where !piece.isColor { plain.append(contentsOf: piece.scalars) }
        guard TerminalText.width(String(plain)) > columns else { return text }
        let clipped = TerminalText.clipped(String(plain), to: columns)
        var left = clipped.unicodeScalars[...]
        var result = String.UnicodeScalarView()
        var isColored = false
        for piece in pieces where !left.isEmpty {
            if piece.isColor {
                result.append(contentsOf: piece.scalars)
                isColored = String(piece.scalars) != reset
            } else {
                let shown = left.prefix(piece.scalars.count)
                result.append(contentsOf: shown)
                left = left.dropFirst(shown.count)
            }
        }
        return String(result) + (isColored ? reset : "")
    }

    private static let reset = "\u{1B}[0m"

    /// The sequences and what stands between them, in order.
    private static func pieces(of text: String) -> [(scalars: Scalars, isColor: Bool)] {
        var pieces: [(scalars: Scalars, isColor: Bool)] = []
        var rest = text.unicodeScalars[...]
        while let start = rest.firstIndex(of: "\u{1B}"),
            let end = rest[start...].firstIndex(of: "m")
        {
            pieces.append((rest[..<start], false))
            pieces.append((rest[start...end], true))
            rest = rest[end...].dropFirst()
        }
        return pieces + [(rest, false)]
    }
}
