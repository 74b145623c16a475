/// How many columns of a terminal a character takes.
///
/// The standard library does not have the East Asian Width property, so its wide ranges are here;
/// they are those of Unicode 16 with gaps between neighbouring blocks of the same width closed.
package enum DisplayWidth {
    /// Two for wide characters and emoji, none for combining ones, else one.
    package static func columns(of character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if scalars.count == 1 { return columns(of: first) }
        // A family, a skin tone or a coloured heart is drawn as one emoji.
        let isEmojiSequence = scalars.dropFirst().contains {
            $0.value == 0x200D || $0.value == 0xFE0F || $0.properties.isEmojiModifier
        }
        if first.properties.isEmoji, isEmojiSequence { return 2 }
        return scalars.reduce(0) { $0 + columns(of: $1) }
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return scalar.value < 0x20 ? 0 : 1 }
        if isRegionalIndicator(scalar) { return 1 }
        if isZeroWidth(scalar) { return 0 }
        return isWide(scalar) ? 2 : 1
    }

    /// One half of a flag.
    private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F1E6...0x1F1FF) ~= scalar.value
    }

    private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
        // The vowels and finals of Hangul join the wide consonant before them.
        if (0x1160...0x11FF) ~= scalar.value { return true }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return true
        default: return false
        }
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isEmojiPresentation || wideRanges.contains { $0 ~= scalar.value }
    }

    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F,  // Hangul consonants
        0x2329...0x232A,  // angle brackets
        0x2E80...0x303E,  // radicals, CJK punctuation
        0x3041...0x3247, 0x3250...0xA4CF,  // kana, CJK ideographs, Yi
        0xA960...0xA97F,  // Hangul consonants, extended
        0xAC00...0xD7A3,  // Hangul syllables
        0xF900...0xFAFF,  // compatibility ideographs
        0xFE10...0xFE19, 0xFE30...0xFE6F,  // vertical and small forms
        0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
        0x16FE0...0x18DFF,  // Tangut, Khitan
        0x1AFF0...0x1B2FF,  // kana, extended
        0x1F200...0x1F265,  // enclosed ideographs
        0x20000...0x3FFFD,  // ideographs of the second and third plane
    ]
}
