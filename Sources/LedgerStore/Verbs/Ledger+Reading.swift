package import Accounting
import GRDB
import Text

extension Ledger {
    /// All submissions in one state, oldest first.
    package func submissions(in state: SubmissionState) throws -> [Submission] {
        try file.read { database in
            try database.rows(
                """
                SELECT \(SubmissionRow.selection) FROM submission
                WHERE \(Ledger.condition(on: state)) ORDER BY reserved_at, id
                """, read: SubmissionRow.submission)
        }
    }

    /// All submissions that can be read whose reservation stands in for a charge that is not known,
    /// oldest first.
    package func provisional() throws -> [Submission] {
        try file.read { try Ledger.readable(where: "charge_provisional = 1", in: $0) }
    }

    static func readable(where condition: String, in database: Database) throws
        -> [Submission]
    {
        var submissions: [Submission] = []
        let sql = """
            SELECT \(SubmissionRow.selection) FROM submission
            WHERE \(condition) ORDER BY reserved_at, id
            """
        try database.forEachRow(sql) { reader in
            do {
                submissions.append(try SubmissionRow.submission(from: &reader))
            } catch let error as LedgerError where error.isAboutOneThing {
                // What cannot be read is reported where all open ones are counted.
            }
        }
        return submissions
    }

    /// Every project that something was filed under or that a budget is for.
    package func projects() throws -> [Name] {
        try file.read { database in
            let filed = try database.rows(
                "SELECT DISTINCT project FROM rollup WHERE project <> ''"
            ) { try $0.name() }
            return filed + (try Budgets(database: database).all().compactMap(\.scope.project))
        }
    }

    /// The hash of the last entry, by which a copy of the accounts can be compared.
    package func head() throws -> String {
        try file.read { try Hexadecimal.text(of: Journal.head($0).hash) }
    }

    /// Its file is still the one that was opened, so that what is recorded is found again.
    ///
    /// - Throws: ``LedgerError``: of kind `replaced` when another file has its name.
    package func requireInPlace() throws { try file.requireInPlace() }

    /// Written out: SQLite uses a partial index only where the text of the condition implies it.
    static func condition(on state: SubmissionState) -> String {
        "state = '\(state.rawValue)'"
    }

    /// Whether a column is one of so many values.
    static func isAny(_ column: String, of count: Int) -> String {
        let marks = Array(repeating: "?", count: count).joined(separator: ", ")
        return count == 1 ? "\(column) = ?" : "\(column) IN (\(marks))"
    }

    static func clause(_ conditions: [(sql: String, values: [String])]) -> String {
        conditions.isEmpty ? "" : "WHERE " + conditions.map(\.sql).joined(separator: " AND ")
    }
}
