package import Accounting
import GRDB

extension BillIndex {
    /// Keeps a difference, to be handed over later.
    package func note(_ difference: Difference) throws {
        try access { database in
            try database.run(
                """
                INSERT INTO difference (kind, submission_id, generation_id, model, day, ledger,
                    billed, logged, at, remedy, message, is_applied)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    difference.kind.rawValue, difference.submissionID?.description,
                    difference.generationID, difference.model, difference.day.description,
                    difference.ledger?.nanos, difference.billed?.nanos, difference.logged?.nanos,
                    difference.at.microseconds, difference.remedy.rawValue, difference.message,
                    difference.isApplied,
                ])
        }
    }

    /// The differences with one remedy that were noted after another, in the order they were noted.
    ///
    /// - Parameter number: that of the last one; zero at first.
    package func differences(
        with remedy: Difference.Remedy, after number: Int64, limit: Int
    ) throws -> [(number: Int64, difference: Difference)] {
        try access { database in
            try database.rows(
                """
                SELECT n, \(BillIndex.differenceSelection) FROM difference
                WHERE remedy = ? AND n > ? ORDER BY n LIMIT ?
                """, [remedy.rawValue, number, limit]
            ) { (number: try $0.int64(), difference: try BillIndex.difference(from: &$0)) }
        }
    }

    /// Notes that a difference was put right.
    package func markApplied(_ number: Int64) throws {
        try access { try $0.run("UPDATE difference SET is_applied = 1 WHERE n = ?", [number]) }
    }

    package func markApplied(allWith remedy: Difference.Remedy) throws {
        try access {
            try $0.run("UPDATE difference SET is_applied = 1 WHERE remedy = ?", [remedy.rawValue])
        }
    }

    /// Hands over every difference, by day.
    package func forEachDifference(_ body: (Difference) throws -> Void) throws {
        try access { database in
            try database.forEachRow(
                """
                SELECT \(BillIndex.differenceSelection) FROM difference
                ORDER BY day, at, generation_id, n
                """
            ) { try body(BillIndex.difference(from: &$0)) }
        }
    }

    private static let differenceSelection = """
        kind, submission_id, generation_id, model, day, ledger, billed, logged, at, remedy, message,
        is_applied
        """

    private static func difference(from reader: inout ColumnReader) throws -> Difference {
        Difference(
            kind: try reader.value(),
            submissionID: try reader.textOrNil().flatMap { SubmissionID($0) },
            generationID: try reader.textOrNil(), model: try reader.name(), day: try reader.day(),
            ledger: try reader.usdOrNil(), billed: try reader.usdOrNil(),
            logged: try reader.usdOrNil(), at: try reader.instant(), remedy: try reader.value(),
            message: try reader.text(), isApplied: try reader.bool())
    }
}
