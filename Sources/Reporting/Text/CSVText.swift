import Text

/// Text from outside as a cell of CSV.
package enum CSVText {
    /// Quoted where RFC 4180 requires it, with an apostrophe before what a spreadsheet would run.
    /// Control characters that no reader of CSV expects become `\u{…}`.
    ///
    ///     CSVText.cell("=1+1")        // '=1+1
    ///     CSVText.cell("a,b")         // "a,b"
    ///     CSVText.unguarded("'=1+1")  // =1+1
    package static func cell(_ text: String, separator: Character = ",") -> String {
        let shown = TerminalText.escaped(text, except: carried)
        let safe = needsGuard(shown) ? "'" + shown : shown
        // The other separator as well: a spreadsheet may take it for one.
        let quotedMarks: Set<Unicode.Scalar> =
            separator == "," ? [",", "\"", "\r", "\n"] : [",", ";", "\"", "\r", "\n"]
        guard safe.unicodeScalars.contains(where: quotedMarks.contains) else { return safe }
        var quoted = "\""
        for scalar in safe.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// The text of a cell that ``cell(_:separator:)`` wrote, without the apostrophe before a formula.
    package static func unguarded(_ text: String) -> String {
        guard text.hasPrefix("'") else { return text }
        let rest = String(text.unicodeScalars.dropFirst())
        return needsGuard(rest) ? rest : text
    }

    /// Also before an apostrophe that is followed by a formula: it would be taken for the guard.
    private static func needsGuard(_ text: String) -> Bool {
        let rest = text.unicodeScalars.drop { $0 == "'" }
        return startsFormula(String(rest))
    }

    /// The control characters that a cell can have as they are.
    private static let carried: Set<Unicode.Scalar> = ["\t", "\r", "\n"]

    /// What begins a formula, also in the full width of East Asian keyboards.
    private static let formulaMarks: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]

    /// Spreadsheets pass over what cannot be seen before they look for a formula.
    private static func startsFormula(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        if let first = scalars.first, carried.contains(first) { return true }
        let visible = scalars.first {
            !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint
                && $0.properties.generalCategory != .format
        }
        return visible.map(formulaMarks.contains) ?? false
    }
}
