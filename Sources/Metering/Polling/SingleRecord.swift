import Accounting
import Synchronization

/// One record, as a source of records gives it: once.
final class SingleRecord: Sendable {
    private let record: Mutex<HistoryRecord?>

    init(_ record: HistoryRecord) { self.record = Mutex(record) }

    @Sendable func next() -> HistoryRecord? {
        record.withLock { record in
            defer { record = nil }
            return record
        }
    }
}
