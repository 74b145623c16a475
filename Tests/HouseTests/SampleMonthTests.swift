import Accounting
import Foundation
import LedgerStore
import LosslessJSON
import Reporting
import Sandbox
import TestSupport
import Testing

@testable import bursar

/// The statement under `reports/` is what Bursar writes when it closes the made-up month of October 2026.
///
///     bursar sandbox --history 2026-10 --seed 7 | bursar import -
///     bursar close --month 2026-10 --anyway
///
/// `make reports` writes it again.
@Suite(.runsPrograms)
struct SampleMonthTests {
    @Test func isTheStatementThatClosesTheMonth() async throws {
        let folder = try TemporaryFolder()
        let written = folder.path("2026-10")
        try await SampleMonth.close(in: folder, to: written)
        let kept = Repository.url("reports/2026-10")
        if ProcessInfo.processInfo.environment["BURSAR_WRITE_REPORTS"] == "1" {
            try? FileManager.default.removeItem(at: kept)
            try FileManager.default.createDirectory(
                at: kept.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: URL(fileURLWithPath: written), to: kept)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: written).sorted()
        #expect(names.count == 12)
        #expect(try FileManager.default.contentsOfDirectory(atPath: kept.path).sorted() == names)
        for name in names {
            let text = try String(contentsOfFile: "\(written)/\(name)", encoding: .utf8)
            #expect(
                try text == Repository.text("reports/2026-10/\(name)"),
                "\(name): write it again with: make reports")
        }
    }

    /// The picture in the README is one of the page, and small.
    @Test func thePictureOfItIsThere() throws {
        let picture = try #require(
            FileManager.default.contents(atPath: Repository.url("docs/statement.png").path))
        #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]) && picture.count < 200_000)
        #expect(try Repository.text("README.md").contains("](docs/statement.png)"))
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
                == Repository.text("reports/2026-10/2026-10.txt").split(separator: "\n").dropLast())
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

    /// Closes the month, with what is unpriced in it, and writes its statement.
    static func close(in folder: TemporaryFolder, to path: String) async throws {
        let ledger = try await ledger(in: folder)
        let calendar = ledger.calendar
        let statement = StatementFolder(path)
        _ = try await ledger.close(Month(of: first), anyway: true, at: writtenAt) { reading in
            statement.discard()
            try statement.make()
            return try StatementFiles.write(reading, calendar, by: statement.write)
        }
        try statement.place()
    }

    static func report() async throws -> SpendReport {
        let folder = try TemporaryFolder()
        let ledger = try await ledger(in: folder)
        let facts = try await ledger.spendFacts(SpendRequest(filter))
        return SpendReport(
            span: SpendReport.Span(month: first, in: ledger.calendar), generatedAt: writtenAt,
            calendar: ledger.calendar, filters: .init(), rows: facts.rows, ledgerHead: facts.head)
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
