/// What went wrong, as the provider or Bursar named it.
package struct Fault: Hashable, Sendable {
    package let name: String
    package let message: String

    package init(name: String, message: String) {
        self.name = name
        self.message = message
    }
}

extension Fault {
    /// The names that something follows from. Each is stored as it is written here.
    package enum Kind: String, CaseIterable, Sendable {
        /// The end that a person gives a submission who knows that it was not charged.
        case notCharged = "not_charged"
        /// This machine's clock is not believed.
        case clock
        /// A book of the provider's has rows that cannot be read.
        case unreadableRows = "unreadable_rows"
    }

    package init(_ kind: Kind, message: String) {
        self.init(name: kind.rawValue, message: message)
    }

    /// Nil for every name that nothing follows from.
    package var kind: Kind? { Kind(rawValue: name) }
}
