package import Accounting

/// How text is laid out for a terminal or a pipe: how wide, whether with colour, and with which
/// words for advice.
package struct TextStyle: Sendable {
    /// What the edge says of an advice: a clause such as `see: …`, or a sentence. Nil for nothing.
    package typealias Words = @Sendable (Advice) -> String?

    package let columns: Int
    package let usesColor: Bool
    package let words: Words

    /// The narrowest layout; a narrower terminal wraps it.
    package static let fewestColumns = 60

    /// - Parameter fewest: the narrowest layout of what is drawn for a window, and not wrapped.
    package init(
        columns: Int = 80, usesColor: Bool = false, fewest: Int = TextStyle.fewestColumns,
        words: @escaping Words = { _ in nil }
    ) {
        self.columns = max(columns, fewest)
        self.usesColor = usesColor
        self.words = words
    }

    /// The advice as a sentence of its own, without a full stop; nil where the edge says nothing.
    func sentence(_ advice: Advice) -> String? {
        words(advice).map { $0.prefix(1).uppercased() + $0.dropFirst() }
    }

    /// The text with the advice behind it.
    package func text(_ text: String, _ advice: Advice?) -> String {
        guard let advice, let words = words(advice) else { return text }
        return AdviceText.joined(text, words)
    }

    /// The text in a tone, or as it is where colour is not wanted.
    func paint(_ text: String, _ tone: Tone) -> String {
        guard usesColor, let code = tone.code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

/// The meaning of a piece of text, which colour and weight show.
enum Tone: Sendable {
    case plain
    /// A heading or a name.
    case bold
    /// Of lesser interest.
    case dim
    /// Not settled: provisional or unpriced.
    case caution
    /// Above a limit.
    case alarm

    /// The parameter of the ANSI sequence; nil for none.
    fileprivate var code: Int? {
        switch self {
        case .plain: nil
        case .bold: 1
        case .dim: 2
        case .caution: 33
        case .alarm: 31
        }
    }
}
