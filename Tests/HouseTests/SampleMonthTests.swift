import Accounting
import Foundation
import LedgerStore
import LosslessJSON
import Reporting
import Sandbox
import TestSupport
import Testing

/// The statements under `reports/` are what Bursar writes for the made-up month of October 2026.
///
///     bursar sandbox --history 2026-10 --seed 7 | bursar import -
///     bursar report --month 2026-10
///
/// `make reports` writes them again.
@Suite(.runsPrograms)
struct SampleMonthTests {
    static let files: [(ReportFormat, String)] = [
        (.text, "txt"), (.markdown, "md"), (.csv, "csv"), (.json, "json"),
        (.html, "html"),
    ]

    @Test(arguments: files)
    func isWhatTheLedgerSays(format: ReportFormat, suffix: String) async throws {
        let report = try await SampleMonth.report(asPage: format == .html)
        let text = report.rendered(as: format, style: TextStyle(columns: 80, usesColor: false))
        let path = "reports/2026-10.\(suffix)"
        if ProcessInfo.processInfo.environment["BURSAR_WRITE_REPORTS"] == "1" {
            try Data(text.utf8).write(to: Repository.url(path))
        }
        #expect(try text == Repository.text(path), "write it again with: make reports")
    }

    static let charges: [(ReportFormat, String)] = [(.focus, "focus.csv"), (.hledger, "journal")]

    @Test(arguments: charges)
    func everyChargeIsWhatTheLedgerSays(format: ReportFormat, suffix: String) async throws {
        let text = try await SampleMonth.charges(format)
        let path = "reports/2026-10.\(suffix)"
        if ProcessInfo.processInfo.environment["BURSAR_WRITE_REPORTS"] == "1" {
            try Data(text.utf8).write(to: Repository.url(path))
        }
        #expect(try text == Repository.text(path), "write it again with: make reports")
    }

    @Test func theProgramWritesTheSame() async throws {
        let folder = try TemporaryFolder()
        let bursar = Program.bursar(environment: ["HOME": folder.url.path, "COLUMNS": "80"])
        let history = try await bursar.run(["sandbox", "--history", "2026-10", "--seed", "7"])
        let taken = try await bursar.run(["import", "-"], input: history.output)
        #expect(taken.status == 0, "\(taken.errors)")
        let text = try await bursar.run(["report", "--month", "2026-10"]).output
        // The last line says when, and from which ledger.
        #expect(
            try text.split(separator: "\n").dropLast()
                == Repository.text("reports/2026-10.txt").split(separator: "\n").dropLast())
    }

    @Test func spendsInEveryWay() async throws {
        let report = try await SampleMonth.report()
        #expect(report.byMode.map(\.key) == [.std, .pro])
        #expect(report.byOrientation.map(\.key) == [.image, .video])
        #expect(report.byDay.count > 15)
        #expect(report.totals.refused > 0)
        #expect(report.totals.unpriced > 0)
        #expect(report.totals.failed > 0)
    }
}

/// A ledger of the made-up month in which nothing is left to chance: clock, ids and salt are given.
private enum SampleMonth {
    static let month = (year: 2026, month: 10, seed: UInt64(7))

    /// When the ledger was made and its limits were set.
    static let madeAt = Instant("2026-10-01T00:00:00.000Z")!
    /// When the month was imported, and when it was reported.
    static let writtenAt = Instant("2026-11-01T09:00:00.000Z")!

    private static let first = Day(year: month.year, month: month.month, day: 1)!

    private static var filter: SubmissionFilter {
        var filter = SubmissionFilter()
        filter.firstDay = first
        filter.lastDay = first.startOfNextMonth.advanced(by: -1)
        return filter
    }

    /// In a format of every charge by itself.
    static func charges(_ format: ReportFormat) async throws -> String {
        let folder = try TemporaryFolder()
        let ledger = try await ledger(in: folder)
        let calendar = ledger.calendar
        return try await ledger.readBilling(matching: filter) { reading in
            let scope = BillingScope(
                span: SpendReport.Span(month: first, in: calendar), filters: .init(),
                calendar: calendar,
                ledgerID: reading.ledgerID, ledgerHead: reading.head)
            var formatter: any BillingFormatter =
                format == .hledger ? HledgerJournal(of: scope) : FocusCSV(.v1_2, of: scope)
            try reading.forEach { formatter.add($0) }
            return formatter.take()
        }
    }

    /// - Parameter isPage: with the dearest and the limits, as a page has them.
    static func report(asPage isPage: Bool = false) async throws -> SpendReport {
        let folder = try TemporaryFolder()
        let ledger = try await ledger(in: folder)
        var request = SpendRequest(filter)
        request.dearest = isPage ? 10 : nil
        request.windowsAt = isPage ? writtenAt : nil
        let facts = try await ledger.spendFacts(request)
        var report = SpendReport(
            span: SpendReport.Span(month: first, in: ledger.calendar), generatedAt: writtenAt,
            calendar: ledger.calendar, filters: .init(), rows: facts.rows, ledgerHead: facts.head)
        report.dearest = facts.dearest
        report.budgets = facts.windows
        return report
    }

    private static func ledger(in folder: TemporaryFolder) async throws -> Ledger {
        let ledger = try Ledger(
            path: folder.path("ledger.sqlite"), timeZone: "UTC",
            salt: "5a17ab1e5a17ab1e5a17ab1e5a17ab1e", at: madeAt, makeID: numbered())
        for (name, unit, scope, limit) in [
            ("everything", .month, .everything, 300), ("pro", .month, Scope(mode: .pro), 125),
            ("daily", .day, .everything, 25),
        ] as [(Name, PeriodUnit, Scope, Int64)] {
            try await ledger.set(
                Budget(
                    name: name, scope: scope, unit: unit,
                    limit: .usd(USD(nanos: limit * USD.nanosPerDollar))), at: madeAt)
        }
        let records = Feed(
            DemoMonth.lines(seed: month.seed, year: month.year, month: month.month))
        _ = try await ledger.importHistory(at: writtenAt) {
            try records.next().map { try RecordDocument.reading($0.compactText).record }
        }
        return ledger
    }

    /// Ids whose random part counts upwards.
    private static func numbered() -> @Sendable (Instant) -> SubmissionID {
        let counter = Counter()
        return { SubmissionID(at: $0, random: (high: 0, low: counter.next())) }
    }
}
