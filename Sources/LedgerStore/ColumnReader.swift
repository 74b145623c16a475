import Accounting
import Foundation
import GRDB
import LosslessJSON

/// Reads the columns of a row from left to right. What the schema cannot have let in is a damaged
/// file, and throws.
struct ColumnReader {
    let row: Row
    private var index = 0

    init(row: Row) { self.row = row }

    mutating func text() throws -> String { try required(textOrNil()) }

    mutating func textOrNil() throws -> String? { try next() }

    mutating func int() throws -> Int { try required(intOrNil()) }

    mutating func intOrNil() throws -> Int? { try next() }

    mutating func int64() throws -> Int64 { try required(int64OrNil()) }

    mutating func int64OrNil() throws -> Int64? { try next() }

    mutating func bool() throws -> Bool { try required(boolOrNil()) }

    mutating func boolOrNil() throws -> Bool? { try next() }

    mutating func bytes() throws -> Data { try required(next()) }

    mutating func usd() throws -> USD { USD(nanos: try int64()) }

    mutating func usdOrNil() throws -> USD? { try int64OrNil().map(USD.init(nanos:)) }

    mutating func instant() throws -> Instant { Instant(microseconds: try int64()) }

    mutating func instantOrNil() throws -> Instant? {
        try int64OrNil().map(Instant.init(microseconds:))
    }

    mutating func json() throws -> JSON? { try textOrNil().map { try JSON(parsing: $0) } }

    mutating func value<Value: RawRepresentable<String>>() throws -> Value {
        guard let value = Value(rawValue: try text()) else { throw damage }
        return value
    }

    mutating func optionalValue<Value: RawRepresentable<String>>() throws -> Value? {
        guard let text = try textOrNil() else { return nil }
        guard let value = Value(rawValue: text) else { throw damage }
        return value
    }

    private mutating func next<Value: DatabaseValueConvertible & StatementColumnConvertible>()
        throws -> Value?
    {
        defer { index += 1 }
        do {
            return try row.decode(Value?.self, atIndex: index)
        } catch is RowDecodingError {
            throw damage
        }
    }

    private func required<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw damage }
        return value
    }

    var damage: LedgerError {
        LedgerError(
            .unreadable, "column \(index) of a row holds what cannot be there; run: bursar verify")
    }
}
