import Accounting
import LosslessJSON

extension ColumnReader {
    /// A row whose first column is a submission's id.
    ///
    /// - Throws: ``LedgerError`` of kind `oneRow`, with that id, for a value that cannot be there.
    mutating func ofOneSubmission<Value>(
        _ read: (inout ColumnReader) throws -> Value
    ) throws -> Value {
        var first = self
        do {
            return try read(&self)
        } catch {
            let id = (try? first.text()) ?? "?"
            throw LedgerError(.oneRow, "submission \(id) cannot be read: \(error)")
        }
    }

    /// Most submissions have none, and a million empty lists take time to parse.
    mutating func labels() throws -> [Label] {
        guard let text = try textOrNil(), text != "[]" else { return [] }
        return try [Label](EntryReader(json: JSON(parsing: text)))
    }

    /// Five columns: model, mode, orientation, project and key.
    mutating func subject() throws -> Subject {
        Subject(
            model: try name(), mode: try optionalValue(), orientation: try optionalValue(),
            project: try nameOrNil(), key: try nameOrNil())
    }
}
