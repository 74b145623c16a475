package import Accounting
import LosslessJSON
import Text

/// Why a line is not a record of history: which key, what it says, and what is allowed there.
package struct RecordError: Error, Hashable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// The line is not JSON, or no object.
        case notAnObject(reason: String)
        /// The line has values with commas, semicolons or tabs between them, and no braces.
        case looksLikeCSV
        case missing(key: String)
        /// `value` is the JSON as it was written, cut where it is long.
        case notAllowed(key: String, value: String, allowed: String)
        /// A text that no journal takes, and why.
        case malformedText(key: String, flaw: EntryText.Flaw)
        /// Dollars and credits that cannot be of one charge; and what the credits are in dollars.
        case contradiction(usd: USD, credits: Int64, inUSD: USD)
    }

    package let kind: Kind

    init(_ kind: Kind) { self.kind = kind }

    init(_ key: String, is value: JSON, allowed: String) {
        let text = TerminalText.escaped(value.compactText)
        self.init(
            .notAllowed(key: key, value: TerminalText.clipped(text, to: 60), allowed: allowed))
    }

    /// The key that it is about; nil for a line that is no object.
    var key: String? {
        switch kind {
        case .notAnObject, .looksLikeCSV: nil
        case .missing(let key), .notAllowed(let key, _, _), .malformedText(let key, _): key
        case .contradiction: RecordField.credits.rawValue
        }
    }

    /// The same of a cell of a table, where what is not there is an empty cell.
    var descriptionOfCell: String {
        description.replacing(", or null", with: ", or leave it empty")
    }

    /// One line without a full stop; the reader of a file puts the line's number before it.
    package var description: String {
        switch kind {
        case .notAnObject(let reason):
            "not a record: \(TerminalText.escaped(reason)); write one JSON object on each line"
        case .looksLikeCSV:
            "this looks like CSV; a file is either JSON Lines, one object a line, or CSV with a header"
        case .missing(let key): "\(key) is missing"
        case .notAllowed(let key, let value, let allowed): "\(key) is \(value); write \(allowed)"
        case .malformedText(let key, let flaw): "\(key) \(flaw.words); write it without"
        case .contradiction(let usd, let credits, let other):
            "usd is \(usd), and credits is \(credits), which is \(other.display): they contradict each"
                + " other; write the one that was charged"
        }
    }
}
