/// How text is laid out for a terminal or a pipe: how wide, and whether with colour.
package struct TextStyle: Hashable, Sendable {
    package let columns: Int
    package let usesColor: Bool

    /// The narrowest layout; a narrower terminal wraps it.
    package static let fewestColumns = 60

    /// - Parameter fewest: the narrowest layout of what is drawn for a window, and not wrapped.
    package init(
        columns: Int = 80, usesColor: Bool = false, fewest: Int = TextStyle.fewestColumns
    ) {
        self.columns = max(columns, fewest)
        self.usesColor = usesColor
    }

    /// The text in a tone, or as it is where colour is not wanted.
    func paint(_ text: String, _ tone: Tone) -> String {
        guard usesColor, let code = tone.code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

/// What a piece of text means to the eye.
enum Tone: Sendable {
    case plain
    /// A heading or a name.
    case bold
    /// There to be looked up, not to be read.
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
