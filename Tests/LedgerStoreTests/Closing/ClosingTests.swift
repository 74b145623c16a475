import Accounting
import LedgerStore
import TestSupport
import Testing

@Suite struct ClosingTests {
    private static let november = Month("2026-11")!
    /// After the end of November in Berlin.
    private static let december = Instant.at("2026-12-01T08:00:00Z")
    private static let january = Instant.at("2027-01-02T08:00:00Z")

    private func close(
        _ month: Month, _ ledger: Ledger, at instant: Instant = december, anyway: Bool = false
    ) async throws -> ClosedMonth {
        try await ledger.close(month, anyway: anyway, at: instant) { _ in "manifest" }
    }

    @Test func whatIsRecordedIsWhatTheStatementShowed() async throws {
        let fixture = try TestLedger()
        let ledger = fixture.ledger
        try await fixture.settle(fixture.accepted("2"), "1.5")
        let open = try await fixture.accepted("3")
        let head = try ledger.head()

        await #expect(throws: ClosingRefusal.self) { try await close(Self.november, ledger) }
        let closed = try await close(Self.november, ledger, anyway: true)
        #expect(closed.at == Self.december)
        #expect(closed.closing.head == head)
        #expect(closed.closing.totals.usd == .dollars("1.5"))
        #expect(closed.closing.totals.reserved == .dollars("3"))
        #expect(closed.closing.unsettled.open == .init(count: 1, usd: .dollars("3")))
        #expect(closed.closing.manifest == "manifest")
        #expect(try ledger.closedMonths() == [closed])
        #expect(try fixture.kinds().last == "month_closed")
        #expect(try fixture.kinds().count == Int(closed.entry))
        #expect(try await ledger.verify().problems == [])

        // Later facts change neither what was recorded nor what is read of that head.
        try await fixture.settle(open, "2.5", at: Self.january)
        let again = try await ledger.readStatement(of: closed) { $0.closing(manifest: "manifest") }
        #expect(again == closed.closing)
        #expect(try await ledger.verify().problems == [])
    }

    /// An import of little is not looked at for the sum of everything, and may bring it over the limit.
    @Test func whatIsALittleOverTheLimitCanBeClosedAndRead() async throws {
        let fixture = try TestLedger()
        func record(_ name: String, _ usd: USD) -> HistoryRecord {
            HistoryRecord(
                reservedAt: .start, subject: Subject(model: "m", mode: nil, orientation: nil),
                generationID: name, usd: usd, credits: usd.credits)
        }
        let much = Feed((0..<20).map { record("gen-\($0)", .dollars("100000000")) })
        _ = try await fixture.ledger.importHistory(at: .start) { much.next() }
        let little = Feed([record("one", .dollars("1"))])
        _ = try await fixture.ledger.importHistory(at: .start) { little.next() }
        let closed = try await close(Self.november, fixture.ledger)
        #expect(closed.closing.totals.usd == USD(nanos: 2_000_000_001 * USD.nanosPerDollar))
        #expect(try fixture.ledger.closedMonths() == [closed])
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func aMonthIsClosedOnce() async throws {
        let fixture = try TestLedger()
        try await fixture.settle(fixture.accepted("2"), "1.5")
        let closed = try await close(Self.november, fixture.ledger)
        await #expect(throws: ClosingRefusal.alreadyClosed(closed)) {
            try await close(Self.november, fixture.ledger, at: Self.january)
        }
        #expect(try fixture.kinds().count { $0 == "month_closed" } == 1)
    }

    @Test func whatCannotBeWrittenIsNotClosed() async throws {
        let fixture = try TestLedger()
        try await fixture.settle(fixture.accepted("2"), "1.5")
        let before = try fixture.kinds()
        await #expect(throws: Refused.self) {
            try await fixture.ledger.close(Self.november, anyway: false, at: Self.december) { _ in
                throw Refused()
            }
        }
        #expect(try fixture.kinds() == before)
        _ = try await close(Self.november, fixture.ledger)
    }

    @Test func theEndOfAMonthIsThatOfTheLedgersZone() async throws {
        let fixture = try TestLedger()
        try await fixture.settle(fixture.accepted("2"), "1.5")
        let end = Instant.at("2026-11-30T23:00:00Z")
        await #expect(throws: ClosingRefusal.notOver(endsAt: end)) {
            try await close(Self.november, fixture.ledger, at: end.advanced(bySeconds: -1))
        }
        _ = try await close(Self.november, fixture.ledger, at: end)
    }

    @Test func eachLaterFactIsListedOnceInTheNextStatement() async throws {
        let fixture = try TestLedger()
        let ledger = fixture.ledger
        let first = try await fixture.accepted("2")
        let open = try await fixture.accepted("3")
        let failing = try await fixture.accepted("4")
        try await fixture.settle(first, "1.5")
        _ = try await close(Self.november, ledger, anyway: true)

        let later = Instant.at("2026-12-05T08:00:00Z")
        _ = try await ledger.record(
            .adjusted(Charge(usd: .dollars("1"), source: .transactions), reason: "refund"),
            of: first, at: later)
        try await fixture.settle(open, "2.5", at: later)
        _ = try await ledger.record(.failed, of: failing, at: later)
        let own = try await fixture.accepted("7", at: later)
        try await fixture.settle(own, "6", at: later)
        let history = Feed([
            HistoryRecord(
                reservedAt: .start, subject: Subject(model: "m", mode: nil, orientation: nil),
                generationID: "g", usd: .dollars("0.25"), credits: 500_000)
        ])
        _ = try await ledger.importHistory(at: later) { history.next() }

        let kinds: [EntryKind] = [.adjusted, .settled, .voided, .imported]
        let amounts: [USD] = [-.dollars("0.5"), .dollars("2.5"), .zero, .dollars("0.25")]
        let seen = try await ledger.close(Month("2026-12")!, anyway: false, at: Self.january) {
            let changes = $0.adjustments
            #expect(changes.map(\.kind) == kinds && changes.map(\.amount.usd) == amounts)
            #expect(
                changes.map(\.amount.reserved) == [.zero, -.dollars("3"), -.dollars("4"), .zero])
            #expect(changes[0].reason == "refund" && changes[1].source == .body)
            #expect(changes.allSatisfy { $0.month == Self.november && $0.recordedAt == later })
            return "second"
        }
        #expect(seen.closing.totals.usd == .dollars("6"))
        #expect(seen.closing.adjustments.amount.usd == .dollars("2.25"))
        #expect(seen.closing.due == .dollars("8.25"))
        #expect(try await ledger.lateChanges(after: seen.entry).isEmpty)
        #expect(try await ledger.verify().problems == [])
    }

    @Test(arguments: [
        ("UPDATE month_closing SET month = '2026-10'", "has month "),
        ("UPDATE month_closing SET body = replace(body, '1500000000', '1')", "has body "),
        ("DELETE FROM month_closing", "is missing"),
        ("UPDATE late_change SET nanos = 0", "has nanos 0"),
        ("DELETE FROM late_change", "is missing"),
    ])
    func verifyNamesWhatWasChanged(sql: String, finding: String) async throws {
        let fixture = try TestLedger()
        let id = try await fixture.accepted("2")
        try await fixture.settle(id, "1.5")
        _ = try await close(Self.november, fixture.ledger)
        _ = try await fixture.ledger.record(
            .adjusted(Charge(usd: .dollars("1"), source: .transactions), reason: "refund"),
            of: id, at: Self.january)
        try Shell(fixture.path).rows(sql)
        let problems = try await fixture.ledger.verify().problems
        #expect(problems.contains { $0.contains(finding) }, "\(problems)")
    }

    @Test func aJournalThatWasChangedGivesNoStatement() async throws {
        let fixture = try TestLedger()
        try await fixture.settle(fixture.accepted("2"), "1.5")
        let closed = try await close(Self.november, fixture.ledger)
        try Shell(fixture.path).rows(
            """
            DROP TRIGGER entry_is_never_changed;
            UPDATE entry SET body = replace(body, '1500000000', '1400000000')
                WHERE kind = 'settled'
            """)
        await #expect(throws: LedgerError.self) {
            try await fixture.ledger.readStatement(of: closed) { $0.totals }
        }
    }
}
