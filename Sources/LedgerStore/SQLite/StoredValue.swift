import Accounting
import Foundation
import GRDB
import GRDBSQLite

/// A value of a column of any type, as it stands in the file.
enum StoredValue: Equatable {
    case null
    case integer(Int64)
    case real(Double)
    /// Equal byte for byte: two texts that only look the same are not.
    case text(Name)
    case blob(Data)

    /// Without the quotes that its description has.
    var plain: String {
        switch self {
        case .text(let text): text.text
        default: description
        }
    }
}

extension StoredValue: CustomStringConvertible {
    var description: String {
        switch self {
        case .null: "NULL"
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .text(let text): String(reflecting: text.text)
        case .blob(let bytes): "Data(\(bytes))"
        }
    }
}

extension StoredValue: ColumnValue {
    func bind(to statement: SQLiteStatement, at index: CInt) -> CInt {
        switch self {
        case .null: sqlite3_bind_null(statement, index)
        case .integer(let number): number.bind(to: statement, at: index)
        case .real(let number): sqlite3_bind_double(statement, index, number)
        case .text(let text): text.text.bind(to: statement, at: index)
        case .blob(let bytes): bytes.bind(to: statement, at: index)
        }
    }
}
