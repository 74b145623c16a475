import Accounting
import GRDB

/// The columns of the `submission` table that a line of a list needs, and their values.
enum ListedRow {
    static let selection = """
        id, model, mode, orientation, project, key, day, state, reserved_nanos, charge_nanos,
        charge_provisional
        """

    /// - Throws: ``LedgerError`` of kind `oneRow`, with the submission's id, for a value that cannot be there.
    static func submission(from reader: inout ColumnReader) throws -> ListedSubmission {
        try reader.ofOneSubmission { reader in
            ListedSubmission(
                id: try reader.submissionID(), subject: try reader.subject(),
                day: try reader.day(), state: try reader.value(), estimate: try reader.usd(),
                charged: try reader.usdOrNil(), isProvisional: try reader.boolOrNil() ?? false)
        }
    }
}
