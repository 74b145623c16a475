/// One prepared statement's worth of a commit.
struct Write {
    let sql: String
    let values: [BareValue]
}

/// The tables of a ledger, and what one commit changed in them.
struct Tables {
    /// In the order in which their rows are written.
    static let names = ["entry", "submission", "rollup", "budget_window", "experience"]

    private let columns: [String: [String]]
    private let keys: [String: Set<String>]

    init(of database: BareSQLite) throws {
        var columns: [String: [String]] = [:]
        var keys: [String: Set<String>] = [:]
        for table in Tables.names {
            let rows = try database.prepare(
                "SELECT name, pk FROM pragma_table_info('\(table)') ORDER BY cid"
            ).rows()
            columns[table] = rows.compactMap { $0[0].text }
            keys[table] = Set(rows.filter { $0[1] != .integer(0) }.compactMap { $0[0].text })
        }
        self.columns = columns
        self.keys = keys
    }

    /// The rows by their keys.
    func keyed(_ rows: [[BareValue]], of table: String) -> [[BareValue]: [BareValue]] {
        Dictionary(uniqueKeysWithValues: rows.map { (key(of: $0, in: table), $0) })
    }

    /// The least that makes `after` of `before`: new rows, and the columns that differ.
    func writes(
        from before: [[BareValue]: [BareValue]], to after: [[BareValue]], of table: String
    ) -> [Write] {
        after.compactMap { row in
            let key = key(of: row, in: table)
            guard let old = before[key] else {
                return Write(sql: insertion(table), values: row)
            }
            return old == row ? nil : update(table, from: old, to: row, key: key)
        }
    }

    private func key(of row: [BareValue], in table: String) -> [BareValue] {
        zip(columns[table] ?? [], row).filter { keys[table]?.contains($0.0) == true }.map(\.1)
    }

    private func insertion(_ table: String) -> String {
        let names = columns[table] ?? []
        let places = names.map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places))"
    }

    private func update(
        _ table: String, from old: [BareValue], to new: [BareValue], key: [BareValue]
    ) -> Write {
        let names = columns[table] ?? []
        let changed = names.indices.filter { old[$0] != new[$0] }
        let changes = changed.map { "\(names[$0]) = ?" }.joined(separator: ", ")
        let condition = names.filter { keys[table]?.contains($0) == true }.map { "\($0) = ?" }
            .joined(separator: " AND ")
        return Write(
            sql: "UPDATE \(table) SET \(changes) WHERE \(condition)",
            values: changed.map { new[$0] } + key)
    }
}

extension BareValue {
    var text: String? { if case .text(let text) = self { text } else { nil } }
}

/// Looks at a ledger from outside, and says what each of its commits wrote.
final class Watcher {
    private let database: BareSQLite
    private let tables: Tables
    private var before: [String: [[BareValue]: [BareValue]]] = [:]
    private var lastEntry: BareValue = .integer(0)
    private let newEntries: BareStatement
    private let oneSubmission: BareStatement
    private let sums: [String: BareStatement]

    init(path: String) throws {
        database = try BareSQLite(path: path)
        tables = try Tables(of: database)
        newEntries = try database.prepare("SELECT * FROM entry WHERE seq > ? ORDER BY seq")
        oneSubmission = try database.prepare("SELECT * FROM submission WHERE id = ?")
        var sums: [String: BareStatement] = [:]
        for table in ["rollup", "budget_window", "experience"] {
            sums[table] = try database.prepare("SELECT * FROM \(table)")
        }
        self.sums = sums
        for (table, all) in sums { before[table] = tables.keyed(try all.rows(), of: table) }
        lastEntry = try newEntries.rows([lastEntry]).last?[0] ?? lastEntry
    }

    /// What was written since the last look. Only one submission may have changed.
    func writes(about submission: String) throws -> [Write] {
        let entries = try newEntries.rows([lastEntry])
        lastEntry = entries.last?[0] ?? lastEntry
        var writes = tables.writes(from: [:], to: entries, of: "entry")
        let rows = try oneSubmission.rows([.text(submission)])
        writes += tables.writes(from: before["submission"] ?? [:], to: rows, of: "submission")
        before["submission"] = tables.keyed(rows, of: "submission")
        for table in ["rollup", "budget_window", "experience"] {
            let rows = try sums[table]?.rows() ?? []
            writes += tables.writes(from: before[table] ?? [:], to: rows, of: table)
            before[table] = tables.keyed(rows, of: table)
        }
        return writes
    }

    /// Every row of the watched tables, to hold two ledgers against each other.
    func everything() throws -> [[[BareValue]]] {
        try Tables.names.map { try database.prepare("SELECT * FROM \($0) ORDER BY 1, 2").rows() }
    }
}

/// The writes of one commit, with the statements that make them.
struct BareCommit {
    let writes: [(BareStatement, [BareValue])]
}

/// Writes the same rows with prepared statements and no thought: what a commit costs at the least.
final class BareWriter {
    private let database: BareSQLite
    private let begin: BareStatement
    private let commit: BareStatement
    private var statements: [String: BareStatement] = [:]

    init(path: String) throws {
        database = try BareSQLite(path: path)
        try database.execute(
            """
            PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
            PRAGMA cell_size_check = ON; PRAGMA recursive_triggers = ON; PRAGMA mmap_size = 0;
            """)
        begin = try database.prepare("BEGIN IMMEDIATE")
        commit = try database.prepare("COMMIT")
    }

    func prepare(_ writes: [Write]) throws -> BareCommit {
        BareCommit(
            writes: try writes.map { write in
                if let statement = statements[write.sql] { return (statement, write.values) }
                let statement = try database.prepare(write.sql)
                statements[write.sql] = statement
                return (statement, write.values)
            })
    }

    func run(_ commit: BareCommit) throws {
        try begin.run()
        for (statement, values) in commit.writes { try statement.run(values) }
        try self.commit.run()
    }
}
