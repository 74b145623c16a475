import Accounting
import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import LedgerStore

/// A month that is closed while others use the ledger.
@Suite(.timeLimit(.minutes(2))) struct BusyClosingTests {
    private static let november = Month("2026-11")!
    /// After the end of November in Berlin.
    private static let december = Instant.at("2026-12-01T08:00:00Z")
    private static let nextMonth = Month("2026-12")!
    private static let january = Instant.at("2027-01-02T08:00:00Z")
    private static let later = Instant.at("2026-12-01T08:00:30Z")

    /// Closes a month, and has something done while the statement is written, each time.
    private func close(
        _ fixture: TestLedger, _ month: Month = november, at instant: Instant = december,
        _ meanwhile: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> (closed: ClosedMonth, writings: Int) {
        let writings = Mutex(0)
        let closed = try await fixture.ledger.close(month, anyway: true, at: instant) { _ in
            let number = writings.withLock { number in
                number += 1
                return number
            }
            guard number <= Ledger.closingTries else { return "manifest" }
            // A thread of the ledger's readings, which may wait.
            let ended = DispatchSemaphore(value: 0)
            let failure = Mutex<(any Error)?>(nil)
            Task {
                do { try await meanwhile(number) } catch { failure.withLock { $0 = error } }
                ended.signal()
            }
            ended.wait()
            if let error = failure.withLock({ $0 }) { throw error }
            return "manifest"
        }
        return (closed, writings.withLock(\.self))
    }

    /// A gateway records all the time: what is of the running month changes nothing of a statement.
    @Test func whatIsOfTheRunningMonthDoesNotDisturb() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("100"), at: .start)
        try await fixture.settle(fixture.accepted("2"), "1.5")
        let other = try fixture.another()
        let head = try fixture.ledger.head()
        let (closed, writings) = try await close(fixture) { _ in
            for _ in 0..<3 { _ = try await other.reserve(fixture.proposal("1"), at: Self.later) }
            try await other.set(.count(50), at: Self.later)
        }
        #expect(writings == 1)
        #expect(closed.closing.head == head)
        #expect(closed.at == Self.december)
        #expect(closed.entry > closed.closing.entries + 3)
        #expect(try fixture.ledger.closedMonths() == [closed])
        #expect(try await fixture.ledger.verify().problems == [])
        // It is written again as it was, with the date that it had.
        let (again, at) = try await fixture.ledger.readStatement(of: closed) {
            ($0.closing(manifest: "manifest"), $0.at)
        }
        var recorded = closed.closing
        #expect(recorded.writtenAt == Self.december)
        recorded.writtenAt = nil
        #expect(again == recorded && at == Self.december)
        #expect(try await fixture.ledger.lateChanges(after: closed.entry).isEmpty)
    }

    /// What is of the month is in the statement that counts.
    @Test func whatIsOfTheMonthIsWrittenAnew() async throws {
        let fixture = try TestLedger()
        let id = try await fixture.accepted("3")
        let other = try fixture.another()
        let (closed, writings) = try await close(fixture) { number in
            if number == 1 { _ = try await other.record(.charged("2"), of: id, at: Self.later) }
        }
        #expect(writings == 2)
        #expect(closed.closing.totals.usd == .dollars("2"))
        #expect(closed.entry == closed.closing.entries + 1)
        #expect(try await fixture.ledger.lateChanges(after: closed.entry).isEmpty)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    /// What comes to a month that was closed before is an adjustment of this statement, or of the next one.
    @Test func whatIsOfAMonthBeforeIsWrittenAnew() async throws {
        let fixture = try TestLedger()
        let old = try await fixture.accepted("3")
        _ = try await close(fixture) { _ in }
        _ = try await fixture.accepted("2", at: Self.later)
        let other = try fixture.another()
        let (closed, writings) = try await close(fixture, Self.nextMonth, at: Self.january) {
            number in
            if number == 1 { _ = try await other.record(.charged("2"), of: old, at: Self.january) }
        }
        #expect(writings == 2)
        #expect(closed.closing.adjustments.amount.usd == .dollars("2"))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    /// Where it never comes to rest the last statement is written under the lock: it shows all of it, and
    /// what waits meanwhile is an adjustment.
    @Test func whatNeverRestsIsWrittenUnderTheLock() async throws {
        let fixture = try TestLedger()
        var ids: [SubmissionID] = []
        for _ in 0...Ledger.closingTries { ids.append(try await fixture.accepted("3")) }
        let other = try fixture.another()
        let (closed, writings) = try await close(fixture) { [ids] number in
            _ = try await other.record(.charged("2"), of: ids[number - 1], at: Self.later)
        }
        #expect(writings == Ledger.closingTries + 1)
        #expect(closed.closing.totals.usd == .dollars("\(2 * Ledger.closingTries)"))
        #expect(closed.entry == closed.closing.entries + 1)
        _ = try await other.record(.charged("1"), of: ids[ids.count - 1], at: Self.later)
        let changes = try await fixture.ledger.lateChanges(after: closed.entry)
        #expect(changes.map(\.amount.usd) == [.dollars("1")])
        #expect(try await fixture.ledger.verify().problems == [])
    }

    /// Another process closes a month meanwhile: the statements list their adjustments one after the other.
    @Test func anotherClosingIsSeen() async throws {
        let fixture = try TestLedger()
        _ = try await fixture.accepted("3")
        _ = try await fixture.accepted("2", at: Self.later)
        let other = try fixture.another()
        let (_, writings) = try await close(fixture, Self.nextMonth, at: Self.january) { number in
            guard number == 1 else { return }
            _ = try await other.close(Self.november, anyway: true, at: Self.january) { _ in
                "first"
            }
        }
        #expect(writings == 2)
        #expect(try fixture.ledger.closedMonths().map(\.month) == [Self.november, Self.nextMonth])
        #expect(try await fixture.ledger.verify().problems == [])
    }

    /// A program that is wrong about this would leave money out of every statement.
    @Test func verifyFindsWhatAClosingLeavesOut() async throws {
        let fixture = try TestLedger()
        let id = try await fixture.accepted("3")
        let draft = Mutex<MonthClosing?>(nil)
        await #expect(throws: CancellationError.self) {
            try await fixture.ledger.close(Self.november, anyway: true, at: Self.december) {
                let closing = $0.closing(manifest: "manifest")
                draft.withLock { $0 = closing }
                throw CancellationError()
            }
        }
        _ = try await fixture.ledger.record(.charged("2"), of: id, at: Self.later)
        let written = draft.withLock(\.self)
        let closing = try #require(written)
        try await fixture.ledger.post(at: Self.later) { posting in
            _ = try posting.post(.monthClosed(closing))
        }
        let left = closing.entries + 1
        #expect(
            try await fixture.ledger.verify().problems == [
                "the closing of 2026-11, entry \(left + 1), leaves out entry \(left), which came"
                    + " before it"
            ])
    }
}
