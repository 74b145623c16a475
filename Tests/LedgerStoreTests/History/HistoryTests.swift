import Accounting
import Foundation
import LedgerStore
import Reporting
import TestSupport
import Testing

@Suite struct HistoryTests {
    @Test func anExportGivesTheSameReportInAnotherLedger() async throws {
        let fixture = try await TamperingTests.busyBook()
        let unpriced = try await fixture.accepted("1.10", mode: .pro)
        _ = try await fixture.ledger.record(.unpriced(videoURL: nil), of: unpriced, at: .start)
        _ = try await fixture.ledger.record(
            .settled(
                Charge(usd: .dollars("0.123456789"), source: .estimate, isProvisional: true),
                videoURL: nil, fault: nil), of: fixture.accepted("2", mode: nil), at: .start)
        let lines = try await export(fixture.ledger)
        let other = try TestLedger()
        let count = try await take(lines, into: other.ledger)
        #expect(count.imported == lines.count)
        // That a charge was corrected is in the journal, and in no record.
        let rows = try await fixture.ledger.spend(matching: SubmissionFilter()).rows.map { row in
            var spend = row.spend
            spend.adjustments = 0
            spend.adjustedUSD = .zero
            return SpendRow(key: row.key, spend: spend)
        }
        #expect(try await other.ledger.spend(matching: SubmissionFilter()).rows == rows)
        #expect(try await export(other.ledger) == lines)
        #expect(try await other.ledger.verify().problems == [])
        let again = try await take(lines, into: other.ledger)
        #expect(again.imported == 0)
        #expect(again.skipped == lines.count)
    }

    @Test func whatIsImportedCountsInItsBudgets() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("3", alertAt: [50]), at: .start)
        _ = try await take(
            [record(1, usd: "2"), record(2, usd: "5", month: 10)], into: fixture.ledger)
        #expect(try fixture.holding(of: "all").spent == .dollars("2"))
        #expect(try fixture.ledger.alerts(limit: 5).map(\.alert.threshold) == [50])
        #expect(try await fixture.reserve("2") == nil)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func aContradictionIsNamedAndNothingIsTaken() async throws {
        let fixture = try TestLedger()
        _ = try await take([record(1, usd: "2")], into: fixture.ledger)
        let head = try fixture.ledger.head()
        let error = await #expect(throws: LedgerError.self) {
            try await take([record(2, usd: "1"), record(1, usd: "3")], into: fixture.ledger)
        }
        #expect(error?.kind == .conflict)
        #expect(
            error?.description
                == "generation gen-1 is already there as settled with $2.00, and this record says"
                + " settled with $3.00; nothing was imported")
        #expect(try fixture.ledger.head() == head)
    }

    @Test func whatTheReaderThrowsSurfacesUnchanged() async throws {
        let fixture = try TestLedger()
        let head = try fixture.ledger.head()
        let error = await #expect(throws: RecordError.self) {
            try await take([record(1, usd: "2"), "nonsense"], into: fixture.ledger)
        }
        #expect(error?.description.hasPrefix("not a record") == true)
        #expect(try fixture.ledger.head() == head)
        #expect(try await take([record(1, usd: "2")], into: fixture.ledger).imported == 1)
    }

    @Test(arguments: [
        ("Asia/Tokyo", "9999-12-31T23:00:00Z"), ("America/New_York", "0001-01-01T00:00:00Z"),
    ])
    func aDayThatCannotBeWrittenIsRefused(zone: String, instant: String) async throws {
        let fixture = try TestLedger(timeZone: zone)
        let error = await #expect(throws: LedgerError.self) {
            try await take(
                [#"{"reserved_at":"\#(instant)","model":"m","usd":1}"#], into: fixture.ledger)
        }
        #expect(error?.kind == .invalid)
        #expect(try await fixture.ledger.submissions(matching: SubmissionFilter()).isEmpty)
    }

    @Test func aRehearsalSaysWhatAnImportWouldDoAndLeavesNothing() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("3", alertAt: [50]), at: .start)
        _ = try await take([record(1, usd: "1"), record(3, usd: "1")], into: fixture.ledger)
        let head = try fixture.ledger.head()
        let alerts = try fixture.ledger.alerts(limit: 5).map(\.alert)
        let records = try (0..<5).map {
            try RecordDocument.reading(record($0, usd: "1")).record
        }
        let rest = Feed(records)
        let rehearsal = try await fixture.ledger.rehearseHistory(at: .start) { rest.next() }
        #expect(rehearsal.count.imported == 3 && rehearsal.count.skipped == 2)
        #expect((0..<6).filter(rehearsal.isSkipped) == [1, 3])
        #expect(try fixture.ledger.head() == head)
        #expect(try fixture.ledger.alerts(limit: 5).map(\.alert) == alerts)
        // What it remembers of budgets is taken back as well.
        #expect(try fixture.holding(of: "all").spent == .dollars("2"))
        #expect(try await fixture.reserve("1") != nil)
        #expect(try await fixture.ledger.verify().problems == [])
        let contradiction = Feed([try RecordDocument.reading(record(1, usd: "2")).record])
        await #expect(throws: LedgerError.self) {
            try await fixture.ledger.rehearseHistory(at: .start) { contradiction.next() }
        }
    }

    @Test func anEmptyProjectIsNone() async throws {
        let fixture = try TestLedger()
        let line = #"{"reserved_at":"2026-11-01T00:00:00Z","model":"m","usd":1,"project":""}"#
        #expect(try await take([line], into: fixture.ledger).imported == 1)
        let all = try await fixture.ledger.submissions(matching: SubmissionFilter())
        #expect(all.map(\.subject.project) == [nil])
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func whatNoReaderHasCheckedIsRefusedBeforeItIsWritten() async throws {
        let fixture = try TestLedger()
        let head = try fixture.ledger.head()
        func record(
            _ model: Name = "m", project: Name? = nil, key: Name? = nil,
            generation: String? = nil, labels: [Label] = [], source: String? = nil
        ) -> HistoryRecord {
            HistoryRecord(
                reservedAt: .start,
                subject: Subject(
                    model: model, mode: nil, orientation: nil, project: project, key: key),
                generationID: generation, usd: .dollars("1"), credits: 2_000_000, labels: labels,
                sourceID: source)
        }
        for bad in ["a\u{0}b", "\u{202E}a", "a\n", " a", String(repeating: "x", count: 513), ""] {
            for record in [
                record(Name(bad)), record(project: Name(bad)), record(key: Name(bad)),
                record(generation: bad),
                record(source: bad), record(labels: [Label(key: "\(bad)\u{1}", value: "x")]),
                record(labels: [Label(key: "x", value: bad + "\u{1}")]),
            ] {
                let rest = Feed([record])
                let error = await #expect(throws: LedgerError.self, "\(record)") {
                    try await fixture.ledger.importHistory(at: .start) { rest.next() }
                }
                #expect(error?.kind == .invalid)
            }
        }
        #expect(try fixture.ledger.head() == head)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func labelsSecondsAndSourcesAreKept() async throws {
        let fixture = try TestLedger()
        let line =
            #"{"reserved_at":"2026-11-01T00:00:00Z","model":"m","usd":1,"project":"p","key":"ci","#
            + #""labels":{"scene":"12","take":"2"},"seconds":7.5,"source_id":"row 7","#
            + #""estimate_usd":"2"}"#
        #expect(try await take([line], into: fixture.ledger).imported == 1)
        let one = try #require(
            try await fixture.ledger.submissions(matching: SubmissionFilter()).first)
        #expect(one.proposal.labels.map(\.key) == ["scene", "take"])
        #expect(one.estimate.seconds == 8 && one.proposal.sourceID == "row 7")
        #expect(one.subject.key == "ci")
        let exported = try await export(fixture.ledger)
        let other = try TestLedger()
        #expect(try await take(exported, into: other.ledger).imported == 1)
        #expect(try await export(other.ledger) == exported)
        #expect(try await fixture.ledger.verify().problems == [])
        #expect(try await other.ledger.verify().problems == [])
    }

    @Test func aSourceThatIsThereIsSkippedOrAContradiction() async throws {
        let fixture = try TestLedger()
        func line(_ usd: String, source: String = "a", generation: String = "") -> String {
            #"{"reserved_at":"2026-11-01T00:00:00Z","model":"m","usd":\#(usd),"#
                + #""source_id":"\#(source)","generation_id":"\#(generation)"}"#
        }
        let first = try await take([line("1"), line("1")], into: fixture.ledger)
        #expect(first.imported == 1 && first.skipped == 1)
        #expect(try await take([line("1.0")], into: fixture.ledger).skipped == 1)
        let error = await #expect(throws: LedgerError.self) {
            try await take([line("2")], into: fixture.ledger)
        }
        #expect(error?.kind == .conflict)
        #expect(
            error?.description.hasPrefix("source a is already there as settled with $1.00") == true)
        #expect(
            try await take([line("1", source: "b", generation: "g")], into: fixture.ledger).imported
                == 1)
        // The names of two submissions in one record.
        let both = await #expect(throws: LedgerError.self) {
            try await take([line("1", source: "a", generation: "g")], into: fixture.ledger)
        }
        #expect(both?.kind == .conflict)
        #expect(try await fixture.ledger.submissions(matching: SubmissionFilter()).count == 2)
    }

    @Test func whatCannotBeToldFromAnEarlierImportIsNotTakenTwice() async throws {
        let fixture = try TestLedger()
        func line(_ minute: Int, usd: String = "1.5", project: String = "p") -> String {
            #"{"reserved_at":"2026-11-01T00:0\#(minute):00Z","model":"m","usd":"\#(usd)","#
                + #""project":"\#(project)","labels":{"a":"b"}}"#
        }
        // Two rows of one file that say the same are two charges.
        #expect(try await take([line(1), line(1), line(2)], into: fixture.ledger).imported == 3)
        let head = try fixture.ledger.head()
        let error = await #expect(throws: LedgerError.self) {
            try await take([line(3), line(2)], into: fixture.ledger)
        }
        #expect(error?.kind == .repeated)
        #expect(error?.description.contains("2026-11-01T00:02:00.000Z with $1.50 of m") == true)
        #expect(try fixture.ledger.head() == head)
        // What differs in anything is another one.
        let others = [line(2, usd: "1.6"), line(2, project: "q"), line(3)]
        #expect(try await take(others, into: fixture.ledger).imported == 3)
        // Also after a charge was corrected: what counts is what the import said.
        let one = try #require(
            try await fixture.ledger.submissions(matching: SubmissionFilter()).first {
                $0.charge?.usd == .dollars("1.6")
            })
        let better = Charge(usd: .dollars("2"), source: .operator)
        _ = try await fixture.ledger.record(
            .adjusted(better, reason: "bill"), of: one.id, at: .start)
        await #expect(throws: LedgerError.self) {
            try await take([line(2, usd: "1.6")], into: fixture.ledger)
        }
        let rest = Feed([line(2), line(2)])
        let again = try await fixture.ledger.importHistory(at: .start, allowsRepeats: true) {
            try rest.next().map { try RecordDocument.reading($0).record }
        }
        #expect(again.imported == 2)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func aDateMoreThanADayAheadIsRefused() async throws {
        let fixture = try TestLedger()
        func line(_ instant: Instant) -> String {
            #"{"reserved_at":"\#(instant)","model":"m","usd":1,"generation_id":"\#(instant)"}"#
        }
        let day = Instant.start.advanced(bySeconds: 86_400)
        #expect(try await take([line(day)], into: fixture.ledger).imported == 1)
        let error = await #expect(throws: LedgerError.self) {
            try await take([line(day.advanced(bySeconds: 1))], into: fixture.ledger)
        }
        #expect(error?.kind == .invalid)
        #expect(error?.description.contains("more than a day after 2026-11-21T09:00:00") == true)
    }

    @Test(.timeLimit(.minutes(3))) func aDayOfNamelessRowsOfOneInstantIsQuick() async throws {
        let fixture = try TestLedger()
        let lines = (0..<10_000).map {
            #"{"reserved_at":"2026-11-01T00:00:00Z","model":"m","usd":"0.01","project":"p\#($0)"}"#
        }
        #expect(try await take(lines, into: fixture.ledger).imported == 10_000)
        let others = lines.map { $0.replacing("0.01", with: "0.02") }
        let begun = ContinuousClock.now
        #expect(try await take(others, into: fixture.ledger).imported == 10_000)
        print("10,000 nameless lines beside 10,000: \(ContinuousClock.now - begun)")
    }

    @Test func moreThanCanBeSummedIsRefusedAndDoesNotTrap() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("5"), at: .start)
        let lines = try (0..<200).map { try record($0, usd: "100000000") }
        let error = await #expect(throws: LedgerError.self) {
            try await take(lines, into: fixture.ledger)
        }
        #expect(error?.kind == .invalid)
        let unlimited = try TestLedger()
        let other = await #expect(throws: LedgerError.self) {
            try await take(lines, into: unlimited.ledger)
        }
        #expect(other?.kind == .invalid)
    }

    @Test func aCorrectionThatCannotBeSummedIsRefused() async throws {
        let fixture = try TestLedger()
        let lines = try (0..<21).map { try record($0, usd: $0 < 20 ? "95000000" : "1") }
        _ = try await take(lines, into: fixture.ledger)
        let larger = Charge(usd: .dollars("100000000"), source: .operator)
        let small = try #require(try fixture.ledger.submission(generationID: "gen-20")).id
        _ = try await fixture.ledger.record(
            .adjusted(larger, reason: "a test"), of: small, at: .start)
        let next = try await fixture.accepted("90000000")
        let head = try fixture.ledger.head()
        let error = await #expect(throws: LedgerError.self) {
            try await fixture.settle(next, "100000000")
        }
        #expect(try fixture.ledger.head() == head)
        #expect(error?.kind == .invalid)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test(.timeLimit(.minutes(3))) func twentyThousandLinesAreQuick() async throws {
        let fixture = try TestLedger()
        let lines = try (0..<20_000).map { try record($0, usd: "0.01") }
        let begun = ContinuousClock.now
        #expect(try await take(lines, into: fixture.ledger).imported == 20_000)
        print("20,000 lines: \(ContinuousClock.now - begun)")
        #expect(try await fixture.ledger.verify().problems == [])
    }

    private func record(_ number: Int, usd: String, month: Int = 11) throws -> String {
        RecordDocument.line(
            HistoryRecord(
                reservedAt: .at("2026-\(month)-0\(number % 9 + 1)T10:00:00Z"),
                subject: Subject(model: "m", mode: .std, orientation: .video),
                generationID: "gen-\(number)", usd: .dollars(usd),
                credits: USD.dollars(usd).credits))
    }

    private func export(_ ledger: Ledger) async throws -> [String] {
        try await ledger.foldSubmissions(matching: SubmissionFilter(), into: []) {
            $0.append(RecordDocument.line(HistoryRecord($1)))
        }
    }

    @discardableResult
    private func take(_ lines: [String], into ledger: Ledger) async throws -> ImportCount {
        let rest = Feed(lines)
        return try await ledger.importHistory(at: .start) {
            try rest.next().map { try RecordDocument.reading($0).record }
        }
    }
}
