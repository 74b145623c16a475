package import Accounting

/// The key of a gateway that serves one command: it is in no ledger, and ends with the command.
package struct OneOffKey: Sendable {
    /// What the submissions are filed under, and what the command's budget counts.
    package let name: Name
    package let project: Name?
    private let token: String

    package init(name: Name, project: Name?, token: String) {
        self.name = name
        self.project = project
        self.token = token
    }

    /// Takes as long for a wrong text as for the right one of the same length.
    func isPresented(by text: String) -> Bool {
        let (one, other) = (Array(token.utf8), Array(text.utf8))
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension OneOffKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "one-off key \(name)" }
    package var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
