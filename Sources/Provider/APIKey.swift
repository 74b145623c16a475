/// The provider's key, which does not print itself: not in text, not in a debugger, not in a dump.
///
/// Spaces and newlines around it are dropped, because a key read from a file often ends with one.
///
///     print(APIKey("sk-secret"))      // [key]
package struct APIKey: Sendable {
    private let text: String

    package init(_ text: String) {
        self.text = String(APIKey.trimmed(text))
    }

    /// Lends the key to the two places that need it: a request's header, and what hides it.
    func withText<R, E: Error>(_ body: (String) throws(E) -> R) throws(E) -> R {
        try body(text)
    }

    /// False when no HTTP header can carry it: empty, or with other than visible ASCII characters.
    package var isSendable: Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E) ~= $0 }
    }

    private static let redacted = "[key]"

    private static func trimmed(_ text: String) -> Substring {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { APIKey.redacted }

    package var debugDescription: String { APIKey.redacted }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
