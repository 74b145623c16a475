import Foundation
import GRDB
import GRDBSQLite

/// What can be written to a column, or stand for a `?`. Nil is NULL.
protocol ColumnValue {
    /// Hands the value to a statement, and returns SQLite's result code.
    func bind(to statement: SQLiteStatement, at index: CInt) -> CInt
}

extension Int64: ColumnValue {
    func bind(to statement: SQLiteStatement, at index: CInt) -> CInt {
        sqlite3_bind_int64(statement, index, self)
    }
}

extension Int: ColumnValue {
    func bind(to statement: SQLiteStatement, at index: CInt) -> CInt {
        Int64(self).bind(to: statement, at: index)
    }
}

extension Bool: ColumnValue {
    func bind(to statement: SQLiteStatement, at index: CInt) -> CInt {
        Int64(self ? 1 : 0).bind(to: statement, at: index)
    }
}

extension String: ColumnValue {
    func bind(to statement: SQLiteStatement, at index: CInt) -> CInt {
        var text = self
        return text.withUTF8 { bytes in
            // A text without bytes may have no address, which would be NULL.
            bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(
                    statement, index, $0.baseAddress ?? UnsafePointer(bitPattern: 1),
                    CInt($0.count), SQLiteStatement.copies)
            }
        }
    }
}

extension Data: ColumnValue {
    func bind(to statement: SQLiteStatement, at index: CInt) -> CInt {
        withUnsafeBytes {
            sqlite3_bind_blob(
                statement, index, $0.baseAddress, CInt($0.count), SQLiteStatement.copies)
        }
    }
}

extension SQLiteStatement {
    /// SQLite's mark for values that it shall copy: SQLITE_TRANSIENT, which Swift cannot import.
    fileprivate static var copies: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
