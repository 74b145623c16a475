import Accounting
import Foundation
import GRDB
import GRDBSQLite

/// Gives the values of a statement from left to right, each as what it is: an array of them would put each
/// into a box of its own, which takes as long as SQLite does to store a row.
struct ColumnWriter {
    private let statement: SQLiteStatement
    private(set) var count: CInt = 0
    /// SQLite's result code: that of the first value that it did not take.
    private(set) var code = SQLITE_OK

    init(statement: SQLiteStatement) { self.statement = statement }

    mutating func write(_ value: (some ColumnValue)?) {
        count += 1
        let result = value?.bind(to: statement, at: count) ?? sqlite3_bind_null(statement, count)
        if code == SQLITE_OK { code = result }
    }

    mutating func write(_ amount: USD?) { write(amount?.nanos) }

    mutating func write(_ instant: Instant?) { write(instant?.microseconds) }

    mutating func write(_ word: (some RawRepresentable<String>)?) { write(word?.rawValue) }
}
