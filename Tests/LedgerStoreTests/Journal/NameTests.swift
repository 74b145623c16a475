import Accounting
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

/// Texts that look the same and are not: to the file they are two, and so they must be to the accounts.
@Suite struct NameTests {
    private static let composed: Name = "caf\u{E9}"
    private static let decomposed: Name = "cafe\u{301}"

    @Test func budgetsWhoseNamesOnlyLookTheSameAreTwo() async throws {
        let fixture = try TestLedger()
        for (name, limit, mode) in [
            (Self.composed, "7", Mode.pro), (Self.decomposed, "100", .std),
        ] {
            try await fixture.ledger.set(
                Budget(
                    name: name, scope: Scope(mode: mode), unit: .month,
                    limit: .usd(.dollars(limit))), at: .start)
        }
        #expect(try await fixture.reserve("5", mode: .pro) != nil)
        #expect(try await fixture.reserve("5", mode: .pro) == nil)
        #expect(try await fixture.reserve("5", mode: .std) != nil)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func aBudgetIsChangedToAProjectThatOnlyLooksTheSame() async throws {
        let fixture = try TestLedger()
        for project in [Self.composed, Self.decomposed] {
            try await fixture.ledger.set(
                Budget(
                    name: "b", scope: Scope(project: project), unit: .month,
                    limit: .usd(.dollars("6"))), at: .start)
            #expect(try fixture.ledger.budgets().map(\.scope.project) == [project])
        }
        #expect(try await fixture.reserve("7", project: Self.decomposed) == nil)
        #expect(try await fixture.reserve("7", project: Self.composed) != nil)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func projectsThatOnlyLookTheSameVerify() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(
            Budget(
                name: "b", scope: Scope(project: Self.composed), unit: .month,
                limit: .usd(.dollars("6"))), at: .start)
        #expect(try await fixture.reserve("5", project: Self.composed) != nil)
        #expect(try await fixture.reserve("5", project: Self.decomposed) != nil)
        #expect(try await fixture.ledger.spend(matching: SubmissionFilter()).rows.count == 2)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func generationsThatOnlyLookTheSameAreBothImported() async throws {
        let fixture = try TestLedger()
        let records = Feed(
            [Self.composed, Self.decomposed].map {
                HistoryRecord(
                    reservedAt: .start,
                    subject: Subject(model: "model", mode: nil, orientation: nil),
                    generationID: $0.text, usd: .dollars("1"), credits: 2_000_000)
            })
        let count = try await fixture.ledger.importHistory(at: .start) { records.next() }
        #expect(count.imported == 2)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func aLedgerWithTwoNamesIsRefused() async throws {
        let fixture = try TestLedger()
        try FileManager.default.linkItem(atPath: fixture.path, toPath: fixture.folder.path("other"))
        let error = #expect(throws: LedgerError.self) { try fixture.another() }
        #expect(error?.kind == .unreadable)
        #expect(error?.description.contains("hard links") == true)
    }

    @Test func aSymbolicLinkMeetsAtTheSameLock() async throws {
        let fixture = try TestLedger()
        let link = fixture.folder.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: fixture.path)
        #expect(
            try Ledger(path: link, at: .start).path == Ledger(path: fixture.path, at: .start).path)
    }

    @Test(
        arguments: [
            "UPDATE rollup SET project = project || char(0) || 'x'",
            "UPDATE submission SET project = project || char(0) || 'x'",
            "UPDATE submission SET project = 'cafe' || char(769) WHERE project IS NOT NULL",
            "CREATE TABLE sqlitexstat_1 (a)",
        ])
    func whatHidesInATextIsFound(sql: String) async throws {
        let fixture = try TestLedger()
        #expect(try await fixture.reserve("5", project: Self.composed) != nil)
        try Shell(fixture.path).rows(sql)
        #expect(try await !fixture.ledger.verify().problems.isEmpty)
    }
}
