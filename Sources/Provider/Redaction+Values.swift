import Accounting
import LosslessJSON
import Transport

/// What may be taken over from an answer as it stands: ids and amounts, which are more than words.
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

    func amount(_ text: String) -> String? {
        guard text.utf8.count <= 64, !holdsKey(text) else { return nil }
        return (try? JSON(parsing: text))?.numberText
    }
}
