import Accounting
import GRDB

/// Compares the tables of a ledger with those that a replay of its journal gave.
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
            // Bytes that are no UTF-8 read alike.
            return found.isEmpty ? ["table \(table) has text that is no UTF-8"] : found
        }
    }

    /// The common case, without looking up any row: both tables read alike from top to bottom.
    private func isSame(_ table: String, key: [String]) throws -> Bool {
        let sql = "SELECT * FROM \(table) ORDER BY \(key.joined(separator: ", "))"
        return try ledger.givesSameRows(as: replayed, sql)
    }

    private func problems(in table: String, key: [String]) throws -> [String] {
        let rows = try TableRows(of: table, key: key, in: ledger)
        var problems: [String] = []
        var matched = 0
        try rows.forEach(in: ledger) { row in
            guard problems.count <= Verifier.problemLimit else { return }
            guard let due = try rows.counterpart(of: row, in: replayed) else {
                problems.append("\(rows.label(row)) does not follow from the journal")
                return
            }
            matched += 1
            for (index, column) in rows.columns.enumerated() where row[index] != due[index] {
                problems.append(
                    "\(rows.label(row)) has \(column) \(row[index]), and the journal says"
                        + " \(due[index])")
            }
        }
        guard problems.count <= Verifier.problemLimit, try rows.count(in: replayed) != matched
        else {
            return problems
        }
        try rows.forEach(in: replayed) { row in
            guard problems.count <= Verifier.problemLimit,
                try rows.counterpart(of: row, in: ledger) == nil
            else { return }
            problems.append("\(rows.label(row)) is missing")
        }
        return problems
    }

    /// Every table, index and trigger by its name, in the words that made it.
    static func schema(of database: Database) throws -> [String: String] {
        let sql = """
            SELECT coalesce(type || ' ' || name, ''), coalesce(sql, '') FROM sqlite_schema
            WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat3', 'sqlite_stat4')
            """
        let rows = try database.rows(sql) { (try $0.text(), try $0.text()) }
        return Dictionary(rows) { $0 + "; " + $1 }
    }
}

/// The rows of one table, with their keys.
private struct TableRows {
    let columns: [String]
    private let table: String
    private let key: [String]
    private let keyIndexes: [Int]

    init(of table: String, key: [String], in database: Database) throws {
        self.table = table
        self.key = key
        let columns = try database.columns(of: table).map(\.name)
        self.columns = columns
        keyIndexes = key.compactMap(columns.firstIndex)
    }

    private var selection: String {
        "SELECT \(columns.map { "\"\($0)\"" }.joined(separator: ", ")) FROM \(table)"
    }

    func forEach(in database: Database, _ body: ([StoredValue]) throws -> Void) throws {
        let sql = "\(selection) ORDER BY \(key.joined(separator: ", "))"
        try database.forEachRow(sql) { try body(row(from: &$0)) }
    }

    /// The row with the same key.
    func counterpart(of row: [StoredValue], in database: Database) throws -> [StoredValue]? {
        let condition = key.map { "\($0) = ?" }.joined(separator: " AND ")
        return try database.firstRow(
            "\(selection) WHERE \(condition)", keyIndexes.map { row[$0] }, read: self.row)
    }

    func count(in database: Database) throws -> Int? {
        try database.firstRow("SELECT count(*) FROM \(table)") { try $0.int() }
    }

    func label(_ row: [StoredValue]) -> String {
        let values = keyIndexes.map { row[$0].description }.joined(separator: ", ")
        return "\(table) \(values)"
    }

    private func row(from reader: inout ColumnReader) throws -> [StoredValue] {
        try columns.map { _ in try reader.stored() }
    }
}
