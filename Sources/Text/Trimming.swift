extension String {
    /// Without white space at its ends.
    package var trimmed: String {
        // Most texts begin and end with what is printed in ASCII.
        let isPrinted: ClosedRange<UInt8> = 0x21...0x7E
        if let first = utf8.first, let last = utf8.last, isPrinted.contains(first),
            isPrinted.contains(last)
        {
            return self
        }
        return trimmed { $0.properties.isWhitespace }
    }
}

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
