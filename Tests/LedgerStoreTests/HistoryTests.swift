import Accounting
import Foundation
import LedgerStore
import Reporting
import TestSupport
import Testing

@Suite struct HistoryTests {
    @Test func anExportGivesTheSameReportInAnotherLedger() throws {
        let book = try TamperingTests.busyBook()
        let unpriced = try book.accepted("1.10", mode: .pro)
        _ = try book.ledger.record(.unpriced(videoURL: nil), of: unpriced, at: .start)
        _ = try book.ledger.record(
            .settled(
                Charge(usd: .dollars("0.123456789"), source: .estimate, isProvisional: true),
                videoURL: nil, fault: nil), of: book.accepted("2", mode: nil), at: .start)
        let lines = try export(book.ledger)
        let other = try Book()
        let count = try take(lines, into: other.ledger)
        #expect(count.imported == lines.count)
        let all = SubmissionFilter()
        #expect(try other.ledger.spend(matching: all).rows == book.ledger.spend(matching: all).rows)
        #expect(try export(other.ledger) == lines)
        #expect(try other.ledger.verify().problems == [])
        let again = try take(lines, into: other.ledger)
        #expect(again.imported == 0)
        #expect(again.skipped == lines.count)
    }

    @Test func whatIsImportedCountsInItsBudgets() throws {
        let book = try Book()
        try book.ledger.set(.money("3", alertAt: [50]), at: .start)
        _ = try take([record(1, usd: "2"), record(2, usd: "5", month: 10)], into: book.ledger)
        #expect(try book.holding(of: "all").spent == .dollars("2"))
        #expect(try book.ledger.alerts(limit: 5).map(\.alert.threshold) == [50])
        #expect(try book.reserve("2") == nil)
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func aContradictionIsNamedAndNothingIsTaken() throws {
        let book = try Book()
        _ = try take([record(1, usd: "2")], into: book.ledger)
        let head = try book.ledger.head()
        let error = #expect(throws: LedgerError.self) {
            try take([record(2, usd: "1"), record(1, usd: "3")], into: book.ledger)
        }
        #expect(error?.kind == .conflict)
        #expect(
            error?.description
                == "generation gen-1 is already there as settled with $2.00, and this record says"
                + " settled with $3.00; nothing was imported")
        #expect(try book.ledger.head() == head)
    }

    @Test func whatTheReaderThrowsSurfacesUnchanged() throws {
        let book = try Book()
        let head = try book.ledger.head()
        let error = #expect(throws: RecordError.self) {
            try take([record(1, usd: "2"), "nonsense"], into: book.ledger)
        }
        #expect(error?.description.hasPrefix("not a record") == true)
        #expect(try book.ledger.head() == head)
        #expect(try take([record(1, usd: "2")], into: book.ledger).imported == 1)
    }

    @Test(arguments: [
        ("Asia/Tokyo", "9999-12-31T23:00:00Z"), ("America/New_York", "0001-01-01T00:00:00Z"),
    ])
    func aDayThatCannotBeWrittenIsRefused(zone: String, instant: String) throws {
        let book = try Book(timeZone: zone)
        let error = #expect(throws: LedgerError.self) {
            try take([#"{"reserved_at":"\#(instant)","model":"m","usd":1}"#], into: book.ledger)
        }
        #expect(error?.kind == .invalid)
        #expect(try book.ledger.submissions(matching: SubmissionFilter()).isEmpty)
    }

    @Test func anEmptyProjectIsRefusedInWords() throws {
        let book = try Book()
        let line = #"{"reserved_at":"2026-11-01T00:00:00Z","model":"m","usd":1,"project":""}"#
        let error = #expect(throws: LedgerError.self) { try take([line], into: book.ledger) }
        #expect(error?.kind == .invalid)
    }

    @Test func moreThanCanBeSummedIsRefusedAndDoesNotTrap() throws {
        let book = try Book()
        try book.ledger.set(.money("5"), at: .start)
        let lines = try (0..<200).map { try record($0, usd: "100000000") }
        let error = #expect(throws: LedgerError.self) { try take(lines, into: book.ledger) }
        #expect(error?.kind == .invalid)
        let unlimited = try Book()
        let other = #expect(throws: LedgerError.self) { try take(lines, into: unlimited.ledger) }
        #expect(other?.kind == .invalid)
    }

    @Test func aCorrectionThatCannotBeSummedIsRefused() throws {
        let book = try Book()
        let lines = try (0..<21).map { try record($0, usd: $0 < 20 ? "95000000" : "1") }
        _ = try take(lines, into: book.ledger)
        let larger = Charge(usd: .dollars("100000000"), source: .operator)
        let small = try #require(try book.ledger.submission(generationID: "gen-20")).id
        _ = try book.ledger.record(.adjusted(larger, reason: "a test"), of: small, at: .start)
        let next = try book.accepted("90000000")
        let head = try book.ledger.head()
        let error = #expect(throws: LedgerError.self) { try book.settle(next, "100000000") }
        #expect(try book.ledger.head() == head)
        #expect(error?.kind == .invalid)
        #expect(try book.ledger.verify().problems == [])
    }

    @Test(.timeLimit(.minutes(1))) func twentyThousandLinesAreQuick() throws {
        let book = try Book()
        let lines = try (0..<20_000).map { try record($0, usd: "0.01") }
        let begun = ContinuousClock.now
        #expect(try take(lines, into: book.ledger).imported == 20_000)
        print("20,000 lines: \(ContinuousClock.now - begun)")
        #expect(try book.ledger.verify().problems == [])
    }

    private func record(_ number: Int, usd: String, month: Int = 11) throws -> String {
        RecordDocument.line(
            HistoryRecord(
                reservedAt: .at("2026-\(month)-0\(number % 9 + 1)T10:00:00Z"),
                subject: Subject(model: "m", mode: .std, orientation: .video),
                generationID: "gen-\(number)", usd: .dollars(usd), credits: 1))
    }

    private func export(_ ledger: Ledger) throws -> [String] {
        var lines: [String] = []
        try ledger.forEachSubmission(matching: SubmissionFilter()) {
            lines.append(RecordDocument.line(HistoryRecord($0)))
        }
        return lines
    }

    @discardableResult
    private func take(_ lines: [String], into ledger: Ledger) throws -> ImportCount {
        var rest = lines[...]
        return try ledger.importHistory(at: .start) {
            try rest.popFirst().map { try RecordDocument.record(parsing: $0) }
        }
    }
}
