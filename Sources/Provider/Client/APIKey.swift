import Text

/// The provider's key, shown as `[key]` in text, in a debugger and in a dump.
///
/// Spaces and newlines around it are dropped, because a key read from a file often ends with one.
///
///     print(APIKey("sk-secret"))      // [key]
package struct APIKey: Sendable {
    private let text: String

    package init(_ text: String) {
        self.text = text.trimmed
    }

    /// Lends the key to the places that need it: a request's header, and what hides it.
    package func withText<R, E: Error>(_ body: (String) throws(E) -> R) throws(E) -> R {
        try body(text)
    }

    /// Why it cannot be the provider's key.
    package enum Flaw: Hashable, Sendable {
        /// It is empty, or has characters that no HTTP header can carry.
        case unsendable
        /// It begins or ends with a quotation mark, as from a file whose reader counts quotes as part of
        /// the value: `docker --env-file`, a unit of systemd, a `.env` that `export` reads.
        case quoted
    }

    /// Nil when it may be a key.
    package var flaw: Flaw? {
        let quotes: [Character] = [
            "\"", "'", "`", "\u{201C}", "\u{201D}", "\u{2018}", "\u{2019}", "\u{201E}",
        ]
        if [text.first, text.last].contains(where: { $0.map(quotes.contains) ?? false }) {
            return .quoted
        }
        let isSendable = !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E) ~= $0 }
        return isSendable ? nil : .unsendable
    }

    package var isSendable: Bool { flaw == nil }

    private static let redacted = "[key]"
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { APIKey.redacted }

    package var debugDescription: String { APIKey.redacted }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
