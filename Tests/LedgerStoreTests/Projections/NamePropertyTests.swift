import Accounting
import Foundation
import Reporting
import TestSupport
import Testing

@testable import LedgerStore

/// What is decided in memory about names agrees with what SQLite says of the same bytes.
@Suite struct NamePropertyTests {
    /// Names that look the same by twos and threes, with what is made of them at random.
    private static let parts = [
        "e\u{301}", "\u{E9}", "\u{212B}", "A\u{30A}", "\u{C5}", "\u{1112}\u{1161}", "\u{D558}",
        "q\u{307}\u{323}", "q\u{323}\u{307}", "fi", "\u{FB01}", "x", "X", "👍", "👍\u{1F3FD}",
    ]

    private static func name(_ random: inout SplitMix64) -> Name {
        Name(
            (0..<Int.random(in: 1...2, using: &random))
                .map { _ in parts.randomElement(using: &random)! }.joined())
    }

    @Test func budgetsRollupsReportsAndFiltersAgreeWithTheFile() async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("names: seed \(seed)")
        var random = SplitMix64(seed: seed)
        let names = (0..<12).map { _ in Self.name(&random) }
        let fixture = try TestLedger()
        for project in Set(names) {
            try await fixture.ledger.set(
                Budget(
                    name: project, scope: Scope(project: project), unit: .total,
                    limit: .usd(.dollars("1000"))), at: .start)
        }
        for _ in 0..<40 {
            _ = try await fixture.reserve("1", project: names.randomElement(using: &random)!)
        }
        let shell = Shell(fixture.path)
        let rows = try await fixture.ledger.spend(matching: SubmissionFilter()).rows
        let all = try await fixture.ledger.submissions(matching: SubmissionFilter())
        let report = Self.report(of: rows)
        #expect(try shell.rows("SELECT count(*) FROM budget") == ["\(Set(names).count)"])
        #expect(try shell.rows("SELECT count(*) FROM rollup") == ["\(rows.count)"])
        for name in names {
            let hex = name.text.utf8.map { String($0 + 0, radix: 16) }
                .map { $0.count == 1 ? "0" + $0 : $0 }.joined()
            let isMeant = "project = CAST(x'\(hex)' AS TEXT)"
            let counted = try shell.rows("SELECT count(*) FROM submission WHERE \(isMeant)")
            let scope = Scope(project: name)
            let inMemory = all.filter { scope.matches($0.subject) }.count
            #expect(counted == ["\(inMemory)"], "\(hex)")
            let standing = try fixture.standing(of: name)
            #expect(standing.holding.open == inMemory)
            var filter = SubmissionFilter()
            filter.project = name
            #expect(try await fixture.ledger.submissions(matching: filter).count == inMemory)
            let filtered = try await fixture.ledger.spend(matching: filter).rows
            #expect(filtered.reduce(0) { $0 + $1.spend.open } == inMemory)
            let part = report.byProject.first { $0.key == name }
            #expect(part?.spend.open ?? 0 == inMemory)
        }
        #expect(
            report.byProject.map { $0.key }
                == Set(all.map(\.subject.project)).sorted {
                    $0!.text.utf8.lexicographicallyPrecedes($1!.text.utf8)
                })
        #expect(try await fixture.ledger.verify().problems == [])
    }

    private static func report(of rows: [SpendRow]) -> SpendReport {
        SpendReport(
            span: SpendReport.Span(
                label: "all", firstDay: nil, lastDay: nil, start: .distantPast,
                end: .distantFuture, timeZone: "UTC"),
            generatedAt: .start, calendar: LedgerCalendar(zone: .gmt),
            filters: SpendReport.Filters(), rows: rows, ledgerHead: "")
    }
}
