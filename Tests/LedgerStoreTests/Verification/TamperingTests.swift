import Accounting
import Foundation
import LedgerStore
import TestSupport
import Testing

@Suite struct TamperingTests {
    @Test(arguments: Tampering.journal + Tampering.projections + Tampering.schema)
    func whateverIsDoneToTheFileVerifyNamesIt(tampering: Tampering) throws {
        let book = try TamperingTests.busyBook()
        let shell = Shell(book.path)
        let definitions = try shell.rows(
            "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'")
        if tampering.isBehindTriggers {
            try shell.rows(
                """
                DROP TRIGGER entry_is_appended; DROP TRIGGER entry_is_never_changed;
                DROP TRIGGER entry_is_never_deleted; PRAGMA ignore_check_constraints = ON;
                \(tampering.sql);
                \(definitions.joined(separator: "\n"))
                """)
        } else {
            try shell.rows(tampering.sql)
        }
        let problems = try Ledger(path: book.path, at: .start).verify().problems
        #expect(problems.contains { $0.contains(tampering.finding) }, "\(problems)")
        #expect(problems.count <= 100)
    }

    @Test func aLedgerInOrderHasNoProblems() throws {
        let book = try TamperingTests.busyBook()
        let verification = try book.ledger.verify()
        #expect(verification.problems == [])
        #expect(try verification.head == book.ledger.head())
        #expect(verification.entries == (try book.kinds().count))
    }

    @Test func theJournalRefusesToBeChanged() throws {
        let book = try TamperingTests.busyBook()
        let columns = "at, kind, submission_id, body, hash"
        for sql in [
            "UPDATE entry SET at = 0", "DELETE FROM entry",
            "INSERT INTO entry SELECT 99, \(columns) FROM entry WHERE seq = 1",
            "PRAGMA recursive_triggers = ON; REPLACE INTO entry SELECT 2, \(columns) FROM entry",
        ] {
            #expect(throws: ShellError.self) { try Shell(book.path).rows(sql) }
        }
    }

    /// Something of everything.
    static func busyBook() throws -> Book {
        let book = try Book()
        let ledger = book.ledger
        try ledger.set(.money("10", alertAt: [10]), at: .start)
        let first = try book.accepted("1.50")
        _ = try book.reserve("2")
        try ledger.override(
            BudgetOverride(
                budget: "all", added: .dollars("5"), until: .at("2026-12-01T00:00:00Z"),
                reason: "launch"), at: .start)
        try ledger.set(
            Price(
                model: "model", mode: nil, usd: .dollars("0.1"), unit: .second, source: .user,
                effectiveFrom: .start), at: .start)
        try book.settle(first, "1.75")
        _ = try ledger.reserve(book.proposal("99"), at: .start)
        _ = try ledger.record(.failed, of: book.accepted("1"), at: .start)
        return book
    }
}
