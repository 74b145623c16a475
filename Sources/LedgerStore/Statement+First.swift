import GRDB

extension Statement {
    /// The first row, read where SQLite has it: `fetchOne` would copy every column first.
    func first<Value>(
        _ arguments: StatementArguments = StatementArguments(), _ read: (Row) throws -> Value
    ) throws -> Value? {
        let rows = try Row.fetchCursor(self, arguments: arguments)
        // The row is the cursor's, and goes with it.
        return try withExtendedLifetime(rows) { try rows.next().map(read) }
    }
}
