import Accounting
import Foundation
import GRDB
import GRDBSQLite
import LosslessJSON

/// Reads the columns of a row from left to right. What the schema cannot have let in is a damaged
/// file, and throws.
struct ColumnReader {
    private let statement: SQLiteStatement
    private var index: CInt = 0

    /// Of the row that a statement is at.
    init(statement: SQLiteStatement) { self.statement = statement }

    mutating func text() throws -> String { try required(textOrNil()) }

    mutating func textOrNil() throws -> String? {
        try utf8OrNil().map { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of a text, which stay where they are until the statement goes on.
    private mutating func utf8OrNil() throws -> UnsafeBufferPointer<UInt8>? {
        try next(SQLITE_TEXT).map { column in
            UnsafeBufferPointer(
                start: sqlite3_column_text(statement, column),
                count: Int(sqlite3_column_bytes(statement, column)))
        }
    }

    mutating func int() throws -> Int { Int(try int64()) }

    mutating func intOrNil() throws -> Int? { try int64OrNil().map(Int.init) }

    mutating func int64() throws -> Int64 { try required(int64OrNil()) }

    mutating func int64OrNil() throws -> Int64? {
        try next(SQLITE_INTEGER).map { sqlite3_column_int64(statement, $0) }
    }

    mutating func bool() throws -> Bool { try required(boolOrNil()) }

    mutating func boolOrNil() throws -> Bool? { try int64OrNil().map { $0 != 0 } }

    mutating func bytes() throws -> Data { try required(bytesOrNil()) }

    mutating func bytesOrNil() throws -> Data? {
        try next(SQLITE_BLOB).map { column in
            let count = Int(sqlite3_column_bytes(statement, column))
            return sqlite3_column_blob(statement, column).map { Data(bytes: $0, count: count) }
                ?? Data()
        }
    }

    mutating func usd() throws -> USD { USD(nanos: try int64()) }

    mutating func usdOrNil() throws -> USD? { try int64OrNil().map(USD.init(nanos:)) }

    mutating func instant() throws -> Instant { Instant(microseconds: try int64()) }

    mutating func instantOrNil() throws -> Instant? {
        try int64OrNil().map(Instant.init(microseconds:))
    }

    mutating func day() throws -> Day { try required(Day(utf8: required(utf8OrNil()))) }

    mutating func submissionID() throws -> SubmissionID {
        try required(SubmissionID(utf8: required(utf8OrNil())))
    }

    /// A part of an entry's body that the row keeps as well.
    mutating func part() throws -> EntryReader? {
        try textOrNil().map { EntryReader(json: try JSON(parsing: $0)) }
    }

    mutating func value<Value: RawRepresentable<String>>() throws -> Value {
        try required(Value(rawValue: text()))
    }

    mutating func optionalValue<Value: RawRepresentable<String>>() throws -> Value? {
        try textOrNil().map { try required(Value(rawValue: $0)) }
    }

    /// A text that rows before it are likely to have had; nil where the column is NULL.
    mutating func recent<Value>(
        _ values: inout RecentValues<Value>, _ read: (UnsafeBufferPointer<UInt8>) -> Value?
    ) throws -> Value? {
        guard let text = try utf8OrNil() else { return nil }
        return try values.value(of: text) { try required(read($0)) }
    }

    mutating func recent<Value: RawRepresentable<String>>(
        _ values: inout RecentValues<Value>
    ) throws -> Value? {
        try recent(&values) { Value(rawValue: String(decoding: $0, as: UTF8.self)) }
    }

    /// The next column, whatever it holds.
    mutating func stored() throws -> StoredValue {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: .integer(try int64())
        case SQLITE_TEXT: .text(Name(try text()))
        case SQLITE_BLOB: .blob(try bytes())
        case SQLITE_FLOAT: .real(next())
        default: skip()
        }
    }

    private mutating func next() -> Double {
        index += 1
        return sqlite3_column_double(statement, index - 1)
    }

    private mutating func skip() -> StoredValue {
        index += 1
        return .null
    }

    /// The next column; nil when it is NULL.
    private mutating func next(_ type: CInt) throws -> CInt? {
        let column = index
        index += 1
        switch sqlite3_column_type(statement, column) {
        case type: return column
        case SQLITE_NULL: return nil
        default: throw damage
        }
    }

    func required<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw damage }
        return value
    }

    /// Of the column that was read last.
    var damage: LedgerError {
        LedgerError(
            .oneRow, "column \(index) of a row holds what cannot be there", .verify)
    }
}
