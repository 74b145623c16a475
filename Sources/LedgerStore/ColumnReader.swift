import Accounting
import GRDB
import LosslessJSON

/// Reads the columns of a row from left to right.
struct ColumnReader {
    let row: Row
    private var index = 0

    init(row: Row) { self.row = row }

    mutating func text() -> String { row[advance()] }

    mutating func textOrNil() -> String? { row[advance()] }

    mutating func int() -> Int { row[advance()] }

    mutating func intOrNil() -> Int? { row[advance()] }

    mutating func int64() -> Int64 { row[advance()] }

    mutating func int64OrNil() -> Int64? { row[advance()] }

    mutating func bool() -> Bool { row[advance()] }

    mutating func boolOrNil() -> Bool? { row[advance()] }

    mutating func usd() -> USD { USD(nanos: int64()) }

    mutating func usdOrNil() -> USD? { int64OrNil().map(USD.init(nanos:)) }

    mutating func instant() -> Instant { Instant(microseconds: int64()) }

    mutating func instantOrNil() -> Instant? { int64OrNil().map(Instant.init(microseconds:)) }

    mutating func json() throws -> JSON? { try textOrNil().map { try JSON(parsing: $0) } }

    mutating func value<Value: RawRepresentable<String>>() throws -> Value {
        guard let value = Value(rawValue: text()) else { throw damage }
        return value
    }

    mutating func optionalValue<Value: RawRepresentable<String>>() throws -> Value? {
        guard let text = textOrNil() else { return nil }
        guard let value = Value(rawValue: text) else { throw damage }
        return value
    }

    private mutating func advance() -> Int {
        defer { index += 1 }
        return index
    }

    var damage: LedgerError {
        LedgerError(
            .unreadable, "column \(index) of a row holds what cannot be there; run: bursar verify")
    }
}
