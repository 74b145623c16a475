import Accounting
import LedgerStore
import Reporting
import Synchronization
import Text

/// Reads the records of a file of history, one at a time and on any thread: JSON Lines, or a table in CSV.
final class RecordReader: Sendable {
    /// A record and where it stands.
    struct Item: Sendable {
        let record: HistoryRecord
        /// The fields beside it that no record has.
        let unknownKeys: [String]
        let line: Int
    }

    private let state: Mutex<State>
    private let name: String
    /// What a table is taken for, line by line; nil for JSON Lines.
    let tableLines: [String]?

    private struct State {
        let file: HistoryFile
        var form: Form
        /// Of the record that was read last.
        var line = 0
        /// Reads the form again from the start of the file.
        let begin: () throws -> Form
    }

    private enum Form {
        case lines(LineSource)
        case table(RecordTable)
    }

    /// - Parameter file: a path, or `-` for standard input, which is read to its end here.
    init(file path: String, columns: ColumnOptions = ColumnOptions()) throws {
        let file = try HistoryFile(file: path)
        let name = file.name
        let start = try file.piece()
        if let form = PackedForm(start) {
            throw Failure(.failed, "\(name) is \(form.words); nothing was imported")
        }
        let isTable = RecordReader.isTable(start)
        guard isTable || !columns.areGiven else {
            throw Failure(.failed, "\(name) is JSON Lines; --map and --decimal-mark are for CSV")
        }
        let (stated, mark) = (columns.stated, columns.mark)
        let begin: () throws -> Form = {
            try file.rewind()
            guard isTable else { return .lines(LineSource(file)) }
            return .table(
                try RecordTable(stated: stated, decimalMark: mark) { try file.piece() })
        }
        let form: Form
        do {
            form = try begin()
        } catch {
            throw RecordReader.located(error, name: name, line: 1)
        }
        if case .table(let table) = form { tableLines = table.lines } else { tableLines = nil }
        self.name = name
        state = Mutex(State(file: file, form: form, begin: begin))
    }

    /// Whether a file that begins like this is no JSON Lines: neither empty nor an object or an array.
    private static func isTable(_ start: [UInt8]) -> Bool {
        let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start[3...] : start[...]
        guard let first = text.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            return false
        }
        return first != UInt8(ascii: "{") && first != UInt8(ascii: "[")
    }

    /// Begins again with the first record.
    func rewind() throws {
        try state.withLock { state in
            state.form = try state.begin()
            state.line = 0
        }
    }

    /// The next record; nil after the last.
    ///
    /// - Parameter calendar: the zone of times that name none.
    func next(in calendar: LedgerCalendar) throws -> Item? {
        try state.withLock { state in
            switch state.form {
            case .lines(var lines):
                defer { state.form = .lines(lines) }
                while let line = try lines.next() {
                    state.line = lines.number
                    if line.trimmed.isEmpty { continue }
                    let (record, unknownKeys) = try RecordDocument.reading(line)
                    return Item(record: record, unknownKeys: unknownKeys, line: state.line)
                }
                return nil
            case .table(var table):
                // Held once only, so that its buffers are not copied for each row.
                state.form = .lines(LineSource(state.file))
                defer { state.form = .table(table) }
                guard let (record, line) = try table.next(in: calendar) else { return nil }
                state.line = line
                return Item(record: record, unknownKeys: [], line: line)
            }
        }
    }

    /// What kept the next record from being read, with its line.
    func located(_ error: any Error) -> any Error {
        located(error, line: state.withLock(\.line))
    }

    /// An error of a record or of what the ledger said of it, with the line of the record.
    func located(_ error: any Error, line: Int) -> any Error {
        RecordReader.located(error, name: name, line: line)
    }

    private static func located(_ error: any Error, name: String, line: Int) -> any Error {
        switch error {
        case let error as PartlyImported:
            let cause = located(error.cause, name: name, line: line)
            guard let words = (cause as? Failure)?.message else { return cause }
            return Failure(
                .failed,
                words.replacing("nothing was imported", with: "the import ended there")
                    + "; \(error.imported) of its records had been imported when it let other programs"
                    + " write, and stay: importing it again takes the rest")
        case let error as RecordError:
            return Failure(.failed, "\(name), line \(line): \(error); nothing was imported")
        case let error as TableError:
            return Failure(
                .failed, "\(name), \(error)\(error.advice); nothing was imported")
        case let error as ColumnMappingError:
            return Failure(.failed, "\(name): \(error); \(error.advice); nothing was imported")
        case let error as LedgerError where !error.isAboutTheFile:
            let advice =
                error.kind == .repeated ? "; if it is another one: --allow-repeats" : ""
            return Failure(.failed, "\(name), line \(line): \(error.sentence)\(advice)")
        default: return error
        }
    }
}
