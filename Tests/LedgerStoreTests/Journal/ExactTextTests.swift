import Accounting
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

/// Texts that look the same and are not: to the file they are two, and so they must be to the accounts.
@Suite struct ExactTextTests {
    private static let composed = "caf\u{E9}"
    private static let decomposed = "cafe\u{301}"

    @Test func budgetsWhoseNamesOnlyLookTheSameAreTwo() throws {
        let book = try Book()
        for (name, limit, mode) in [
            (Self.composed, "7", Mode.pro), (Self.decomposed, "100", .std),
        ] {
            try book.ledger.set(
                Budget(
                    name: name, scope: Scope(mode: mode), unit: .month,
                    limit: .usd(.dollars(limit))), at: .start)
        }
        #expect(try book.reserve("5", mode: .pro) != nil)
        #expect(try book.reserve("5", mode: .pro) == nil)
        #expect(try book.reserve("5", mode: .std) != nil)
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func projectsThatOnlyLookTheSameVerify() throws {
        let book = try Book()
        try book.ledger.set(
            Budget(
                name: "b", scope: Scope(project: Self.composed), unit: .month,
                limit: .usd(.dollars("6"))), at: .start)
        #expect(try book.reserve("5", project: Self.composed) != nil)
        #expect(try book.reserve("5", project: Self.decomposed) != nil)
        #expect(try book.ledger.spend(matching: SubmissionFilter()).rows.count == 2)
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func generationsThatOnlyLookTheSameAreBothImported() throws {
        let book = try Book()
        var records = [Self.composed, Self.decomposed].map {
            HistoryRecord(
                reservedAt: .start,
                subject: Subject(model: "model", mode: nil, orientation: nil),
                generationID: $0, usd: .dollars("1"), credits: 2_000_000)
        }[...]
        let count = try book.ledger.importHistory(at: .start) { records.popFirst() }
        #expect(count.imported == 2)
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func aLedgerWithTwoNamesIsRefused() throws {
        let book = try Book()
        try FileManager.default.linkItem(atPath: book.path, toPath: book.folder.path("other"))
        let error = #expect(throws: LedgerError.self) { try book.another() }
        #expect(error?.kind == .unreadable)
        #expect(error?.description.contains("hard links") == true)
    }

    @Test func aSymbolicLinkMeetsAtTheSameLock() throws {
        let book = try Book()
        let link = book.folder.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: book.path)
        #expect(try Ledger(path: link, at: .start).path == Ledger(path: book.path, at: .start).path)
    }

    @Test(
        arguments: [
            "UPDATE rollup SET project = project || char(0) || 'x'",
            "UPDATE submission SET project = project || char(0) || 'x'",
            "UPDATE submission SET project = 'cafe' || char(769) WHERE project IS NOT NULL",
            "CREATE TABLE sqlitexstat_1 (a)",
        ])
    func whatHidesInATextIsFound(sql: String) throws {
        let book = try Book()
        #expect(try book.reserve("5", project: Self.composed) != nil)
        try Shell(book.path).rows(sql)
        #expect(try !book.ledger.verify().problems.isEmpty)
    }
}
