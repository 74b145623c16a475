/// A text that must not be shown: whatever prints it, prints `[secret]`.
package struct Secret: Hashable, Sendable {
    /// The text itself, to sign with, or to send to its owner.
    package let text: String

    package init(_ text: String) { self.text = text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[secret]" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
