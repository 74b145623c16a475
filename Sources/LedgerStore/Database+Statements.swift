import GRDB
import GRDBSQLite

/// The ledger's own statements: prepared once, and read where SQLite has the row.
///
/// GRDB's rows also know their columns by name, and make a dictionary of the names for every query:
/// more work than the query of a single row is. Here values are given in the order of the `?`, and
/// rows are read from left to right. A statement cannot run inside itself.
extension Database {
    /// Runs a statement that gives no rows.
    func run(_ sql: String, _ values: [(any ColumnValue)?] = []) throws {
        let statement = try started(sql, values)
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

    private func started(_ sql: String, _ values: [(any ColumnValue)?]) throws -> SQLiteStatement {
        let statement = try cachedStatement(sql: sql).sqliteStatement
        precondition(sqlite3_stmt_busy(statement) == 0, "it already runs: \(sql)")
        precondition(Int(sqlite3_bind_parameter_count(statement)) == values.count, sql)
        for (index, value) in zip(CInt(1)..., values) {
            let code =
                value?.bind(to: statement, at: index) ?? sqlite3_bind_null(statement, index)
            if code != SQLITE_OK { throw error(code, sql) }
        }
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
