import Accounting
import Foundation
import LedgerStore
import TestSupport
import Testing

@Suite struct TamperingTests {
    @Test(arguments: Tampering.journal + Tampering.projections + Tampering.schema)
    func whateverIsDoneToTheFileVerifyNamesIt(tampering: Tampering) async throws {
        let fixture = try await TamperingTests.busyBook()
        let shell = Shell(fixture.path)
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
        let problems = try await Ledger(path: fixture.path, at: .start).verify().problems
        #expect(problems.contains { $0.contains(tampering.finding) }, "\(problems)")
        #expect(problems.count <= 100)
    }

    @Test func aLedgerInOrderHasNoProblems() async throws {
        let fixture = try await TamperingTests.busyBook()
        let verification = try await fixture.ledger.verify()
        #expect(verification.problems == [])
        #expect(try verification.head == fixture.ledger.head())
        #expect(verification.entries == (try fixture.kinds().count))
    }

    @Test func theJournalRefusesToBeChanged() async throws {
        let fixture = try await TamperingTests.busyBook()
        let columns = "at, kind, submission_id, body, hash"
        for sql in [
            "UPDATE entry SET at = 0", "DELETE FROM entry",
            "INSERT INTO entry SELECT 99, \(columns) FROM entry WHERE seq = 1",
            "PRAGMA recursive_triggers = ON; REPLACE INTO entry SELECT 2, \(columns) FROM entry",
        ] {
            #expect(throws: ShellError.self) { try Shell(fixture.path).rows(sql) }
        }
    }

    /// Something of everything.
    static func busyBook() async throws -> TestLedger {
        let fixture = try TestLedger()
        let ledger = fixture.ledger
        try await ledger.set(.money("10", alertAt: [10]), at: .start)
        let first = try await fixture.accepted("1.50")
        _ = try await fixture.reserve("2")
        try await ledger.override(
            BudgetOverride(
                budget: "all", added: .dollars("5"), until: .at("2026-12-01T00:00:00Z"),
                reason: "launch"), at: .start)
        try await ledger.set(
            Price(
                model: "model", mode: nil, usd: .dollars("0.1"), unit: .second, source: .user,
                effectiveFrom: .start), at: .start)
        try await fixture.settle(first, "1.75")
        var change = FilingChange()
        change.project = .named("p")
        _ = try await ledger.refile([first], change, reason: "mistyped", at: .start)
        _ = try await ledger.createKey(
            KeyGrant(name: "team", expiresAt: .at("2026-12-01T00:00:00Z")), at: .start,
            makeToken: { .seeded(1) })
        _ = try await ledger.reserve(fixture.proposal("99"), at: .start)
        _ = try await ledger.record(.failed, of: fixture.accepted("1"), at: .start)
        return fixture
    }
}
