import Accounting
import GRDB

/// Reads the columns of the `submission` table that a line of a list needs.
///
/// Most of a million rows say the same few things: the text of a model or a day is read where it changes.
final class ListedRowReader {
    static let selection = """
        id, model, mode, orientation, project, key, day, state, reserved_nanos, charge_nanos,
        charge_provisional
        """

    private var names = RecentValues<Name>()
    private var modes = RecentValues<Mode>()
    private var orientations = RecentValues<Orientation>()
    private var states = RecentValues<SubmissionState>()
    private var days = RecentValues<Day>()

    /// - Throws: ``LedgerError`` of kind `oneRow`, with the submission's id, for a value that cannot be there.
    func submission(from reader: inout ColumnReader) throws -> ListedSubmission {
        try reader.ofOneSubmission { reader in
            ListedSubmission(
                id: try reader.submissionID(), subject: try subject(from: &reader),
                day: try reader.required(reader.recent(&days, Day.init(utf8:))),
                state: try reader.required(reader.recent(&states)), estimate: try reader.usd(),
                charged: try reader.usdOrNil(), isProvisional: try reader.boolOrNil() ?? false)
        }
    }

    private func subject(from reader: inout ColumnReader) throws -> Subject {
        let name = { (text: UnsafeBufferPointer) in Name(String(decoding: text, as: UTF8.self)) }
        return Subject(
            model: try reader.required(reader.recent(&names, name)),
            mode: try reader.recent(&modes), orientation: try reader.recent(&orientations),
            project: try reader.recent(&names, name), key: try reader.recent(&names, name))
    }
}
