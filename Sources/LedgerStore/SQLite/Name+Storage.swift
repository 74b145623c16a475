import Accounting
import GRDB
import LosslessJSON

/// Names as columns and as members of an entry's body: their bytes, as they are.
extension Name: ColumnValue {
    func bind(to statement: SQLiteStatement, at index: CInt) -> CInt {
        text.bind(to: statement, at: index)
    }
}

extension ColumnReader {
    mutating func name() throws -> Name { Name(try text()) }

    mutating func nameOrNil() throws -> Name? { try textOrNil().map { Name($0) } }
}

extension EntryReader {
    func name(_ key: String) throws -> Name { Name(try string(key)) }

    func nameOrNil(_ key: String) -> Name? { json[key]?.string.map { Name($0) } }
}

extension JSON {
    /// A string, or `null` for nil.
    static func name(_ name: Name?) -> JSON { .string(orNull: name?.text) }
}
