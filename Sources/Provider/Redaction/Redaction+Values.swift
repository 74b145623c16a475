import Accounting
import LosslessJSON
import Text
import Transport

/// What may be taken from an answer as it stands: ids and amounts.
extension Redaction {
    /// Whether a text can be an id or a name: not empty, as ``EntryText`` has it, not the key.
    func isID(_ text: String) -> Bool {
        !text.isEmpty && EntryText.flaw(in: text, longest: EntryText.longestID) == nil
            && !Line.hasControls(text) && !holdsKey(text)
    }

    /// The digits of a number, or of a text that is nothing but a number.
    func amount(_ json: JSON?) -> String? {
        json?.numberText.flatMap(amount) ?? json?.string.flatMap(amount)
    }

    /// A number's digits, else whatever stands there, which no amount will be made of: what cannot be
    /// read is not absent. Nil for what is absent or null.
    func stated(_ json: JSON?) -> String? {
        guard let json, !json.isNull else { return nil }
        return amount(json) ?? unreadable(json.string ?? json.compactText)
    }

    /// The same of a header's value.
    func stated(_ text: String) -> String { amount(text) ?? unreadable(text) }

    private func unreadable(_ text: String) -> String { line("'\(text)'", limit: 64) }

    func amount(_ text: String) -> String? {
        guard text.utf8.count <= 64, !holdsKey(text) else { return nil }
        return (try? JSON(parsing: text))?.numberText
    }
}
