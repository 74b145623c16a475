import Foundation
import GRDB
import GRDBSQLite

/// The one way to SQL: statements that are prepared once, and read where SQLite has the row.
///
/// GRDB's rows also know their columns by name, and make a dictionary of the names for every query:
/// more work than the query of a single row is. Here values are given in the order of the `?`, and
/// rows are read from left to right. A statement cannot run inside itself.
extension Database {
    /// The version of SQLite in this program, such as `3.46.1`.
    static var libraryVersion: String { String(cString: sqlite3_libversion()) }

    /// How much of the file stays in memory, instead of 2 MB, for as long as the connection is open.
    func keepPages(megabytes: Int) throws { try run("PRAGMA cache_size = -\(megabytes * 1024)") }

    /// The names and declared types of a table's columns, in order.
    func columns(of table: String) throws -> [(name: String, type: String)] {
        try rows("SELECT name, type FROM pragma_table_info(?) ORDER BY cid", [table]) {
            (try $0.text(), try $0.text())
        }
    }

    /// Runs a statement; rows that it gives are not looked at.
    func run(_ sql: String, _ values: [(any ColumnValue)?] = []) throws {
        let statement = try started(sql, values)
        defer { sqlite3_reset(statement) }
        _ = try isRow(statement, sql)
    }

    /// The same for a statement that runs for every submission or entry.
    func run(_ sql: String, writing write: (inout ColumnWriter) -> Void) throws {
        let statement = try prepared(sql)
        var writer = ColumnWriter(statement: statement)
        write(&writer)
        precondition(sqlite3_bind_parameter_count(statement) == writer.count, sql)
        if writer.code != SQLITE_OK { throw error(writer.code, sql) }
        defer { sqlite3_reset(statement) }
        _ = try isRow(statement, sql)
    }

    /// Hands over one row after another.
    func forEachRow(
        _ sql: String, _ values: [(any ColumnValue)?] = [],
        _ body: (inout ColumnReader) throws -> Void
    ) throws {
        let statement = try started(sql, values)
        defer { sqlite3_reset(statement) }
        while try isRow(statement, sql) {
            var reader = ColumnReader(statement: statement)
            try body(&reader)
        }
    }

    func rows<Value>(
        _ sql: String, _ values: [(any ColumnValue)?] = [],
        read: (inout ColumnReader) throws -> Value
    ) throws -> [Value] {
        var found: [Value] = []
        try forEachRow(sql, values) { found.append(try read(&$0)) }
        return found
    }

    /// The first row; nil when there is none.
    func firstRow<Value>(
        _ sql: String, _ values: [(any ColumnValue)?] = [],
        read: (inout ColumnReader) throws -> Value
    ) throws -> Value? {
        let statement = try started(sql, values)
        defer { sqlite3_reset(statement) }
        guard try isRow(statement, sql) else { return nil }
        var reader = ColumnReader(statement: statement)
        return try read(&reader)
    }

    /// Whether a query gives the same rows here as there, byte for byte.
    func givesSameRows(as other: Database, _ sql: String) throws -> Bool {
        let left = try started(sql, [])
        defer { sqlite3_reset(left) }
        let right = try other.started(sql, [])
        defer { sqlite3_reset(right) }
        while true {
            let isThere = try isRow(left, sql)
            guard try other.isRow(right, sql) == isThere else { return false }
            if !isThere { return true }
            let columns = sqlite3_column_count(left)
            guard columns == sqlite3_column_count(right),
                (0..<columns).allSatisfy({ isSame(left, right, $0) })
            else { return false }
        }
    }

    private func isSame(_ left: SQLiteStatement, _ right: SQLiteStatement, _ column: CInt) -> Bool {
        let type = sqlite3_column_type(left, column)
        guard type == sqlite3_column_type(right, column) else { return false }
        switch type {
        case SQLITE_NULL: return true
        case SQLITE_INTEGER:
            return sqlite3_column_int64(left, column) == sqlite3_column_int64(right, column)
        case SQLITE_FLOAT:
            return sqlite3_column_double(left, column) == sqlite3_column_double(right, column)
        default:
            let bytes = sqlite3_column_blob(left, column)
            let others = sqlite3_column_blob(right, column)
            let count = Int(sqlite3_column_bytes(left, column))
            guard count == Int(sqlite3_column_bytes(right, column)) else { return false }
            guard let bytes, let others else { return count == 0 }
            return memcmp(bytes, others, count) == 0
        }
    }

    private func started(_ sql: String, _ values: [(any ColumnValue)?]) throws -> SQLiteStatement {
        let statement = try prepared(sql)
        precondition(Int(sqlite3_bind_parameter_count(statement)) == values.count, sql)
        for index in values.indices {
            let place = CInt(index + 1)
            let code =
                values[index]?.bind(to: statement, at: place)
                ?? sqlite3_bind_null(statement, place)
            if code != SQLITE_OK { throw error(code, sql) }
        }
        return statement
    }

    private func prepared(_ sql: String) throws -> SQLiteStatement {
        let statement = try cachedStatement(sql: sql).sqliteStatement
        precondition(sqlite3_stmt_busy(statement) == 0, "it already runs: \(sql)")
        return statement
    }

    private func isRow(_ statement: SQLiteStatement, _ sql: String) throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        case let code: throw error(code, sql)
        }
    }

    private func error(_ code: CInt, _ sql: String) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: lastErrorMessage, sql: sql)
    }
}
