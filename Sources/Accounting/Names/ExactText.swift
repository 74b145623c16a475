/// A text that equals another only byte for byte, as SQLite compares it.
///
/// Swift's strings are equal when they look the same: `é` in one code point or in two. To the file
/// they are two texts, and whoever takes them for one counts money in the wrong place.
package struct ExactText: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.isExactly(right.text)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}

extension String {
    package func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension String? {
    /// Both absent, or both there and the same byte for byte.
    package func isExactly(_ other: String?) -> Bool {
        map(ExactText.init) == other.map(ExactText.init)
    }
}
