import Text

/// A name that equals another only byte for byte, as SQLite compares it: of a budget, a project, a
/// model, a key or a label, and an id from outside.
///
/// Swift's strings are equal when they look the same: `é` in one code point or in two. To the file
/// they are two texts, and a budget on one does not count the other. Names are
/// compared, sorted and looked up as this type, and become text where they are written.
///
///     let names: Set<Name> = ["caf\u{E9}", "cafe\u{301}"]
///     names.count             // 2
package struct Name: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package var isEmpty: Bool { text.isEmpty }

    package static func == (left: Name, right: Name) -> Bool { left.text.isExactly(right.text) }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(0xFF as UInt8)
    }
}

extension Name: Comparable {
    package static func < (left: Name, right: Name) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension Name: CustomStringConvertible, ExpressibleByStringInterpolation {
    package var description: String { text }

    package init(stringLiteral text: String) { self.init(text) }
}
