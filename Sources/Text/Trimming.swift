extension StringProtocol {
    /// Without white space at its ends.
    package var trimmed: String { trimmed { $0.properties.isWhitespace } }

    /// Without the scalars at its ends that are none of the text.
    package func trimmed(where isBlank: (Unicode.Scalar) -> Bool) -> String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: scalars[first...last])
        return String(kept)
    }
}
