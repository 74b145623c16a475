import CSQLite

/// A value of a column, as SQLite has it.
enum BareValue: Hashable {
    case null, integer(Int64), text(String), blob([UInt8])
}

/// A connection of SQLite's C interface, with nothing around it.
final class BareSQLite {
    private let connection: OpaquePointer

    init(path: String) throws {
        var opened: OpaquePointer?
        guard sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let opened
        else { throw BenchmarkError("cannot open \(path)") }
        connection = opened
    }

    deinit { sqlite3_close_v2(connection) }

    func execute(_ sql: String) throws {
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw error(sql) }
    }

    func prepare(_ sql: String) throws -> BareStatement {
        var statement: OpaquePointer?
        let status = sqlite3_prepare_v3(
            connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard status == SQLITE_OK, let statement else { throw error(sql) }
        return BareStatement(statement: statement)
    }

    private func error(_ sql: String) -> BenchmarkError {
        BenchmarkError("\(String(cString: sqlite3_errmsg(connection))) in: \(sql)")
    }
}

/// A prepared statement.
final class BareStatement {
    private let statement: OpaquePointer
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    fileprivate init(statement: OpaquePointer) { self.statement = statement }

    deinit { sqlite3_finalize(statement) }

    func run(_ values: [BareValue] = []) throws {
        try bind(values)
        defer { sqlite3_reset(statement) }
        guard sqlite3_step(statement) == SQLITE_DONE else {
            throw BenchmarkError(String(cString: sqlite3_errmsg(sqlite3_db_handle(statement))))
        }
    }

    func rows(_ values: [BareValue] = []) throws -> [[BareValue]] {
        try bind(values)
        defer { sqlite3_reset(statement) }
        var rows: [[BareValue]] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            rows.append((0..<sqlite3_column_count(statement)).map(value))
        }
        return rows
    }

    private func bind(_ values: [BareValue]) throws {
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            switch value {
            case .null: sqlite3_bind_null(statement, place)
            case .integer(let number): sqlite3_bind_int64(statement, place, number)
            case .text(let text):
                sqlite3_bind_text(statement, place, text, -1, BareStatement.transient)
            case .blob(let bytes):
                sqlite3_bind_blob(
                    statement, place, bytes, Int32(bytes.count), BareStatement.transient)
            }
        }
    }

    private func value(at column: Int32) -> BareValue {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_TEXT: return .text(String(cString: sqlite3_column_text(statement, column)))
        case SQLITE_BLOB:
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_blob(statement, column),
                count: Int(sqlite3_column_bytes(statement, column)))
            return .blob(Array(bytes))
        default: return .null
        }
    }
}
