import Accounting
import Foundation
import LedgerStore
import Synchronization

/// The records of a file of history for whoever takes them in: a thread of its own reads them, some
/// thousand ahead.
final class RecordSource: Sendable {
    private let reader: RecordReader
    private let state = Mutex(State())

    private struct State {
        var reading: Reading?
        var items: ArraySlice<RecordReader.Item> = []
        /// Of the record that was taken last.
        var line = 0
    }

    /// What one thread reads, from where the file is to its end.
    private final class Reading: Sendable {
        enum Piece: Sendable {
            case items([RecordReader.Item])
            case failed(any Error)
        }

        let pieces = BoundedQueue<Piece>(capacity: 8)

        private static let itemsOfPiece = 256

        func run(_ reader: RecordReader, in calendar: LedgerCalendar) {
            defer { pieces.finish() }
            var items: [RecordReader.Item] = []
            do {
                while let item = try reader.next(in: calendar) {
                    items.append(item)
                    if items.count == Reading.itemsOfPiece {
                        guard pieces.give(.items(items)) else { return }
                        items.removeAll(keepingCapacity: true)
                    }
                }
                if !items.isEmpty { _ = pieces.give(.items(items)) }
            } catch {
                let located = reader.located(error)
                if items.isEmpty || pieces.give(.items(items)) { _ = pieces.give(.failed(located)) }
            }
        }
    }

    /// - Parameter file: a path, or `-` for standard input, which is read to its end here.
    init(file: String, columns: ColumnOptions = ColumnOptions()) throws {
        reader = try RecordReader(file: file, columns: columns)
    }

    deinit { state.withLock { $0.reading?.pieces.leave() } }

    /// What a table is taken for, line by line; nil for JSON Lines.
    var tableLines: [String]? { reader.tableLines }

    /// The next record, and the fields beside it that no record has. Nil after the last.
    ///
    /// - Parameter calendar: the zone of times that name none.
    func next(in calendar: LedgerCalendar) throws -> RecordReader.Item? {
        try state.withLock { state in
            if state.items.isEmpty {
                switch reading(&state, in: calendar).pieces.take() {
                case .items(let items): state.items = items[...]
                case .failed(let error): throw error
                case nil: return nil
                }
            }
            let item = state.items.removeFirst()
            state.line = item.line
            return item
        }
    }

    private func reading(_ state: inout State, in calendar: LedgerCalendar) -> Reading {
        if let reading = state.reading { return reading }
        let reading = Reading()
        state.reading = reading
        Thread.detachNewThread { [reader] in reading.run(reader, in: calendar) }
        return reading
    }

    /// Begins again with the first record.
    func rewind() throws {
        try state.withLock { state in
            if let reading = state.reading {
                reading.pieces.leave()
                _ = reading.pieces.take()
            }
            state = State()
            try reader.rewind()
        }
    }

    /// What the ledger said of the record that was taken last, with its line.
    func located(_ error: any Error) -> any Error {
        reader.located(error, line: state.withLock(\.line))
    }
}
