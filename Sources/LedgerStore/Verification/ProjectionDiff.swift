import Accounting
import GRDB

/// Holds the tables of a ledger against those that a replay of its journal gave.
struct ProjectionDiff {
    let ledger: Database
    let replayed: Database
    /// What ``schema(of:)`` gave for a new ledger.
    let expected: [String: String]

    /// Tables, indexes and triggers that are missing, changed or added.
    func schemaProblems() throws -> [String] {
        let found = try ProjectionDiff.schema(of: ledger)
        return Set(expected.keys).union(found.keys).sorted().compactMap { name in
            switch (expected[name], found[name]) {
            case (let left?, let right?) where left == right: nil
            case (nil, _): "\(name) does not belong into a ledger"
            case (_, nil): "\(name) is missing"
            default: "\(name) was changed"
            }
        }
    }

    /// Rows that differ, are missing or do not belong. Tables of another shape were named before.
    func tableProblems() throws -> [String] {
        let found = try ProjectionDiff.schema(of: ledger)
        return try Schema.projections.flatMap { table, key -> [String] in
            guard found["table \(table)"] == expected["table \(table)"],
                try !isSame(table, key: key)
            else { return [] }
            let found = try problems(in: table, key: key)
            // Rows are read up to a NUL in a text, and so their differences are found.
            return found.isEmpty
                ? ["table \(table) hides other text behind a NUL than the journal has"] : found
        }
    }

    /// The common case, without looking up any row: both tables read alike from top to bottom.
    private func isSame(_ table: String, key: [String]) throws -> Bool {
        let sql = "SELECT * FROM \(table) ORDER BY \(key.joined(separator: ", "))"
        return try ledger.givesSameRows(as: replayed, sql)
    }

    private func problems(in table: String, key: [String]) throws -> [String] {
        var problems: [String] = []
        var matched = 0
        let order = key.joined(separator: ", ")
        let rows = try Row.fetchCursor(ledger, sql: "SELECT * FROM \(table) ORDER BY \(order)")
        while let row = try rows.next() {
            guard let expected = try counterpart(of: row, in: replayed, table, key) else {
                problems.append("\(label(row, table, key)) does not follow from the journal")
                continue
            }
            matched += 1
            problems += differences(row, expected, table, key)
            if problems.count > Verifier.problemLimit { return problems }
        }
        if try Int.fetchOne(replayed, sql: "SELECT count(*) FROM \(table)") != matched {
            problems += try missing(from: table, key: key)
        }
        return problems
    }

    private func missing(from table: String, key: [String]) throws -> [String] {
        var problems: [String] = []
        let rows = try Row.fetchCursor(replayed, sql: "SELECT * FROM \(table)")
        while let row = try rows.next(), problems.count <= Verifier.problemLimit {
            if try counterpart(of: row, in: ledger, table, key) == nil {
                problems.append("\(label(row, table, key)) is missing")
            }
        }
        return problems
    }

    private func counterpart(of row: Row, in database: Database, _ table: String, _ key: [String])
        throws -> Row?
    {
        let condition = key.map { "\($0) = ?" }.joined(separator: " AND ")
        let statement = try database.cachedStatement(
            sql: "SELECT * FROM \(table) WHERE \(condition)")
        let values = key.map { row[$0] as DatabaseValue }
        return try Row.fetchOne(statement, arguments: StatementArguments(values))
    }

    private func differences(_ row: Row, _ expected: Row, _ table: String, _ key: [String])
        -> [String]
    {
        row.columnNames.compactMap { column in
            let found = row[column] as DatabaseValue
            let due = expected[column] as DatabaseValue
            guard !found.isExactly(due) else { return nil }
            return "\(label(row, table, key)) has \(column) \(found), and the journal says \(due)"
        }
    }

    private func label(_ row: Row, _ table: String, _ key: [String]) -> String {
        let values = key.map { "\((row[$0] as DatabaseValue))" }.joined(separator: ", ")
        return "\(table) \(values)"
    }

    /// Every table, index and trigger by its name, in the words that made it.
    static func schema(of database: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT coalesce(type || ' ' || name, ''), coalesce(sql, '') FROM sqlite_schema
                WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat3', 'sqlite_stat4')
                """)
        return Dictionary(rows.map { ($0[0] as String, $0[1] as String) }) { $0 + "; " + $1 }
    }
}

extension DatabaseValue {
    /// The same value, and texts byte for byte: two that only look the same are not.
    fileprivate func isExactly(_ other: DatabaseValue) -> Bool {
        if case .string(let text) = storage, case .string(let due) = other.storage {
            return text.isExactly(due)
        }
        return self == other
    }
}
