import Text

/// What a name, an id or a reason in the journal may hold.
///
/// One line of Unicode, so that it can be shown, compared and typed again. Refused are control
/// characters and NUL, line and paragraph separators, marks that change the direction of text or that
/// are invisible, U+FFFD and what is no character, and what is too long.
///
///     EntryText.flaw(in: "spring\u{0}", longest: 512)       // .character("U+0000")
package enum EntryText {
    /// Bytes of the longest name of a model, a project, a key, a budget or a channel.
    package static let longestName = 512
    /// Bytes of the longest id: of a generation, or of a record in the books that it came from.
    package static let longestID = 512
    /// Bytes of the longest sentence that a person gives as a reason.
    package static let longestReason = 1000

    /// Why a text is not taken.
    package enum Flaw: Error, Hashable, Sendable {
        case long(bytes: Int, longest: Int)
        /// The code point of the first character that no such text has: `U+0000`.
        case character(String)
        case spaceAtAnEnd

        /// After the name of what has it: `the name …`.
        package var words: String {
            switch self {
            case .long(let bytes, let longest): "has \(bytes) bytes, and may have \(longest)"
            case .character(let name):
                "holds \(name), a character that cannot be shown or typed again"
            case .spaceAtAnEnd: "begins or ends with a space"
            }
        }
    }

    /// What keeps a text from being taken as it is; nil for one that is in order. An empty one is.
    package static func flaw(in text: String, longest: Int) -> Flaw? {
        if text.utf8.count > longest { return .long(bytes: text.utf8.count, longest: longest) }
        // Most texts are plain ASCII.
        if text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return nil }
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            guard isShown(scalar, after: previous) else { return .character(scalar.codePoint) }
            previous = scalar
        }
        return text.trimmed.utf8.count == text.utf8.count ? nil : .spaceAtAnEnd
    }

    private static func isShown(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> Bool {
        switch scalar.value {
        // What bytes that are no text were read as: two different names would be one.
        case 0xFFFD: return false
        // Joins what other scripts and emoji are made of; between ASCII letters it only hides.
        case 0x200C, 0x200D: return previous.map { !$0.isASCII } ?? false
        // The flags of England, Scotland and Wales.
        case 0xE0020...0xE007F: return previous.map { !$0.isASCII } ?? false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return false
        default: return !scalar.properties.isNoncharacterCodePoint
        }
    }

}
