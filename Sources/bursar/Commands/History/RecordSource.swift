import Accounting
import LedgerStore
import Reporting
import Synchronization
import Text

/// The records of a file of history, one at a time and from any thread.
final class RecordSource: Sendable {
    private let lines: Mutex<LineSource>
    private let name: String

    /// - Parameter file: a path, or `-` for standard input, which is read to its end here.
    init(file: String) throws {
        lines = Mutex(try LineSource(file: file))
        name = file == "-" ? "standard input" : file
    }

    /// Begins again with the first record.
    func rewind() throws { try lines.withLock { try $0.rewind() } }

    /// The next record, and the fields beside it that no record has. Nil after the last.
    func next() throws -> (record: HistoryRecord, unknownKeys: [String])? {
        try lines.withLock { lines in
            while let line = try lines.next() {
                if line.trimmed.isEmpty { continue }
                return try RecordDocument.reading(line)
            }
            return nil
        }
    }

    /// An error of a record or of what the ledger said of it, with its line.
    func located(_ error: any Error) -> any Error {
        let number = lines.withLock(\.number)
        switch error {
        case let error as RecordError:
            return Failure(.failed, "\(name), line \(number): \(error); nothing was imported")
        case let error as LedgerError where !error.isAboutTheFile:
            let advice =
                error.kind == .repeated ? "; if it is another one: --allow-repeats" : ""
            return Failure(.failed, "\(name), line \(number): \(error.sentence)\(advice)")
        default: return error
        }
    }
}
