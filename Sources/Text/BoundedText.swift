/// Text cut to what a format allows, each scalar written as the format requires.
package enum BoundedText {
    /// - Parameters:
    ///   - limit: in UTF-16 units, at least 1: no receiver counts a text as longer than that.
    ///   - escaping: what stands for a scalar, or nil for the scalar itself. It is never cut in two.
    package static func text(
        _ text: String, limit: Int, escaping: (Unicode.Scalar) -> String? = { _ in nil }
    ) -> String {
        var result = ""
        var length = 0
        /// What is left of the result when an ellipsis follows.
        var shortened = result.endIndex
        for scalar in text.unicodeScalars {
            let piece = escaping(scalar) ?? String(scalar)
            length += piece.utf16.count
            guard length <= limit else { return result[..<shortened] + "…" }
            result.unicodeScalars.append(contentsOf: piece.unicodeScalars)
            if length < limit { shortened = result.endIndex }
        }
        return result
    }

    /// `&`, `<` and `>` as entities, as Slack and desktop notifications require.
    package static func entity(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        default: nil
        }
    }
}
