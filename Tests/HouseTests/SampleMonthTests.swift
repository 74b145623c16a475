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
    ]

    @Test(arguments: files)
    func isWhatTheLedgerSays(format: ReportFormat, suffix: String) async throws {
        let report = try await SampleMonth.report()
        let text = report.rendered(as: format, style: TextStyle(columns: 80, usesColor: false))
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

    /// When the month was imported, and when it was reported.
    static let writtenAt = Instant("2026-11-01T09:00:00.000Z")!

    static func report() async throws -> SpendReport {
        let folder = try TemporaryFolder()
        let ledger = try await ledger(in: folder)
        let first = Day(year: month.year, month: month.month, day: 1)!
        let last = first.startOfNextMonth.advanced(by: -1)
        var filter = SubmissionFilter()
        filter.firstDay = first
        filter.lastDay = last
        let spend = try await ledger.spend(matching: filter)
        return SpendReport(
            span: SpendReport.Span(
                label: "2026-10", firstDay: first, lastDay: last,
                start: ledger.calendar.start(of: first),
                end: ledger.calendar.start(of: last.advanced(by: 1)),
                timeZone: ledger.calendar.identifier),
            generatedAt: writtenAt, calendar: ledger.calendar, filters: .init(), rows: spend.rows,
            ledgerHead: spend.head)
    }

    private static func ledger(in folder: TemporaryFolder) async throws -> Ledger {
        let ledger = try Ledger(
            path: folder.path("ledger.sqlite"), timeZone: "UTC",
            salt: "5a17ab1e5a17ab1e5a17ab1e5a17ab1e", at: writtenAt, makeID: numbered())
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
