import Accounting
import GRDB

/// What a look at a ledger finds without its journal: in the file, in the windows and in its texts.
struct Examination: Sendable {
    /// One sentence for each thing that is wrong with the file; an error where it cannot be read.
    let integrity: Result<[String], any Error>
    /// Windows that hold another sum than their submissions.
    let windows: Result<[String], any Error>
    /// Closings whose statements leave something out.
    let closings: Result<[String], any Error>
    /// Texts that are shown in part only.
    let hiddenTexts: Result<[String], any Error>

    init(of ledger: Database) {
        // SQLite looks up every row in every index, and the ids of generations are in no order.
        integrity = Result {
            try ledger.keepPages(megabytes: 80)
            return try Examination.integrityProblems(in: ledger)
        }
        windows = Result { try Examination.windowProblems(in: ledger) }
        closings = Result { try ClosingGap.problems(in: ledger) }
        hiddenTexts = Result { try Examination.hiddenTexts(in: ledger) }
    }

    private static func integrityProblems(in ledger: Database) throws -> [String] {
        let found = try ledger.rows("PRAGMA integrity_check(20)") { try $0.text() }
        let broken = found.filter { $0 != "ok" }.map { "SQLite finds: \($0)" }
        let orphans = try ledger.rows("PRAGMA foreign_key_check") { try $0.textOrNil() }
        return broken
            + orphans.prefix(20).map { "table \($0 ?? "?") refers to a row that is not there" }
    }

    /// A second count, from the submissions: a window holds what they hold.
    private static func windowProblems(in ledger: Database) throws -> [String] {
        let budgets = Budgets(database: ledger)
        let names = try budgets.names()
        var recounts = try budgets.all().map { budget in
            WindowAudit(
                budget: budget, windows: try budgets.windows.stored(of: budget), names: names)
        }
        guard !recounts.isEmpty else { return [] }
        try Budgets.forEachHolding(in: ledger, from: .distantPast, to: .distantFuture) {
            subject, instant, holding in
            for index in recounts.indices {
                try recounts[index].add(holding, of: subject, at: instant)
            }
        }
        recounts.removeAll(where: \.isRight)
        guard !recounts.isEmpty, let calendar = try Ledger.settings(in: ledger)?.calendar else {
            return []
        }
        return recounts.flatMap { $0.problems(calendar) }
    }

    /// Programs show a text only up to a NUL. Releases before format 4 imported history with such texts.
    private static func hiddenTexts(in ledger: Database) throws -> [String] {
        let others = [
            "prompt", "memo", "announced", "outbox", "channel", "delivery", "client_request",
        ]
        let tables = Schema.projections + others.map { (table: $0, key: [String]()) }
        return try tables.flatMap { table, key -> [String] in
            let columns = try ledger.columns(of: table).filter { $0.type == "TEXT" }.map(\.name)
            // Nearly no ledger has any: all columns of a table are looked through at once.
            guard !columns.isEmpty,
                try ledger.firstRow(
                    """
                    SELECT 1 FROM \(table)
                    WHERE \(columns.map(hidesText).joined(separator: " OR ")) LIMIT 1
                    """, read: { _ in }) != nil
            else { return [] }
            let name =
                key.isEmpty ? "'a row'" : key.map { "quote(\($0))" }.joined(separator: "||' '||")
            return try columns.flatMap { column in
                try ledger.rows(
                    """
                    SELECT \(name) FROM \(table) WHERE \(hidesText(column))
                    LIMIT \(Verifier.problemLimit)
                    """, read: { try $0.text() }
                ).map { "\(table) \($0) has a NUL in \(column), and stays as it was recorded" }
            }
        }
    }

    private static func hidesText(_ column: String) -> String {
        "instr(CAST(\"\(column)\" AS BLOB), x'00') > 0"
    }
}
