import Accounting
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LedgerStore

/// Imports that are checked first, and let others in between.
struct LargeImportTests {
    @Test(arguments: [
        (
            second: "gen-1", usd: "2",
            words: "generation gen-1 is already there as settled with $1.00"
        ),
        (second: "gen-2", usd: "1", words: nil),
        (second: "gen-1", usd: "1", words: nil),
    ])
    func whatContradictsAnEarlierRecordIsFoundWithoutWriting(
        second: String, usd: String, words: String?
    ) async throws {
        let fixture = try TestLedger()
        let head = try fixture.ledger.head()
        let both = [record("gen-1", usd: "1"), record(second, usd: usd)]
        let (records, again) = (Feed(both), Feed(both))
        let repeated = try await fixture.ledger.checkHistory(at: .start) { records.next() }.repeated
        #expect(repeated.isEmpty == (second == "gen-2"))
        var error: LedgerError?
        do {
            try await fixture.ledger.checkRepeats(of: repeated) { again.next() }
        } catch let thrown as LedgerError {
            error = thrown
        }
        #expect(error?.kind == (words == nil ? nil : .conflict))
        if let words { #expect(error?.description.hasPrefix(words) == true) }
        #expect(try fixture.ledger.head() == head)
    }

    @Test func whatContradictsTheLedgerIsFoundWithoutWriting() async throws {
        let fixture = try TestLedger()
        let first = Feed([record("gen-1", usd: "1")])
        _ = try await fixture.ledger.importHistory(at: .start) { first.next() }
        let head = try fixture.ledger.head()
        let records = Feed([record("gen-0", usd: "5"), record("gen-1", usd: "2")])
        let error = await #expect(throws: LedgerError.self) {
            _ = try await fixture.ledger.checkHistory(at: .start) { records.next() }
        }
        #expect(error?.kind == .conflict)
        #expect(try fixture.ledger.head() == head)
    }

    /// Two names of one record that two earlier ones have.
    @Test func aRecordWithTheNamesOfTwoIsFound() throws {
        let taken = [
            record("gen-1", usd: "1"), record(nil, usd: "1", source: "row-2"),
            record("gen-1", usd: "1", source: "row-9"),
        ]
        let last = record("gen-1", usd: "1", source: "row-2")
        var records = RepeatedRecords(
            try RepeatedNameSearch.run { search in try (taken + [last]).forEach(search.add) })
        try taken.forEach { try records.take($0) }
        let error = #expect(throws: LedgerError.self) { try records.take(last) }
        #expect(error?.kind == .conflict)
    }

    /// What was checked is looked up again where another program has written since.
    @Test(arguments: [("2", nil), ("3", LedgerError.Kind.conflict)])
    func whatAnotherWroteSinceTheCheckIsSeen(usd: String, kind: LedgerError.Kind?) async throws {
        let fixture = try TestLedger()
        let both = [record("gen-1", usd: "1"), record("gen-2", usd: "2")]
        let (records, again) = (Feed(both), Feed(both))
        let check = try await fixture.ledger.checkHistory(at: .start) { records.next() }
        #expect(check.newAt != nil)
        let others = Feed([record("gen-2", usd: usd)])
        _ = try await fixture.another().importHistory(at: .start) { others.next() }
        do {
            let count = try await fixture.ledger.importHistory(at: .start, after: check) {
                again.next()
            }
            #expect(count == ImportCount(imported: 1, skipped: 1))
            #expect(kind == nil)
        } catch let error as LedgerError {
            #expect(error.kind == kind)
        }
        #expect(try await fixture.ledger.verify().problems == [])
    }

    /// Of those that are there, or come twice, each is looked up.
    @Test func onlyWhatIsNewThroughoutIsKnownToBe() async throws {
        let fixture = try TestLedger()
        let first = Feed([record("gen-1", usd: "1")])
        _ = try await fixture.ledger.importHistory(at: .start) { first.next() }
        for (names, isNew) in [
            (["gen-1", "gen-2"], false), (["gen-3", "gen-3"], false), (["gen-4", "gen-5"], true),
        ] {
            let (records, again) = (
                Feed(names.map { record($0, usd: "1") }), Feed(names.map { record($0, usd: "1") })
            )
            let check = try await fixture.ledger.checkHistory(at: .start) { records.next() }
            #expect((check.newAt != nil) == isNew, "\(names)")
            let count = try await fixture.ledger.importHistory(at: .start, after: check) {
                again.next()
            }
            #expect(
                count == ImportCount(imported: isNew ? 2 : 1, skipped: isNew ? 0 : 1), "\(names)")
        }
    }

    /// A writer that comes while an import is under way is through before the import is; what it wrote is
    /// seen by the rest of the import.
    @Test(arguments: [false, true])
    func anotherWriterIsLetInBetween(isChecked: Bool) async throws {
        let fixture = try TestLedger()
        let other = try fixture.another()
        let path = fixture.path + ".lock"
        let count = 20_000
        let checked = Mutex(0)
        let check = try await fixture.ledger.checkHistory(at: .start) {
            let next = checked.withLock { number in
                defer { number += 1 }
                return number
            }
            return next < count ? record("gen-\(next)", usd: "1") : nil
        }
        let number = Mutex(0)
        let wait = Mutex<Task<Int64, any Error>?>(nil)
        let imported = try await fixture.ledger.importHistory(
            at: .start, letsOthersIn: true, after: isChecked ? check : nil
        ) {
            let next = number.withLock { number in
                defer { number += 1 }
                return number
            }
            if next == 4000 {
                wait.withLock {
                    $0 = Task {
                        try await other.set(.money("5"), at: .start)
                        let same = Feed([record("gen-\(count - 1)", usd: "1")])
                        _ = try await other.importHistory(at: .start) { same.next() }
                        return try other.file.read { database in
                            try Journal.head(database).seq
                        }
                    }
                }
            }
            // The thread of the ledger's writes: it goes on when the other one waits.
            if next == 8000 {
                let claim = try LockClaim(path: path)
                let deadline = ContinuousClock.now + .seconds(60)
                while !claim.isAnotherWaiting, ContinuousClock.now < deadline { sched_yield() }
                #expect(claim.isAnotherWaiting)
            }
            return next < count ? record("gen-\(next)", usd: "1") : nil
        }
        #expect(imported == ImportCount(imported: count - 1, skipped: 1))
        let seq = try #require(try await wait.withLock(\.self)?.value)
        #expect(seq > 8000 && seq < Int64(count), "the other writer's entry is \(seq)")
        #expect(try await fixture.ledger.verify().problems == [])
    }

    /// What was taken in before another program wrote stays, also where the rest is refused.
    @Test func whatStaysOfAnImportThatEndsIsSaid() async throws {
        let fixture = try TestLedger()
        let other = try fixture.another()
        let path = fixture.path + ".lock"
        let number = Mutex(0)
        let error = await #expect(throws: PartlyImported.self) {
            try await fixture.ledger.importHistory(at: .start, letsOthersIn: true) {
                let next = number.withLock { number in
                    defer { number += 1 }
                    return number
                }
                if next == 4000 {
                    Task {
                        let contrary = Feed([record("gen-9999", usd: "7")])
                        _ = try await other.importHistory(at: .start) { contrary.next() }
                    }
                }
                if next == 8000 {
                    let claim = try LockClaim(path: path)
                    let deadline = ContinuousClock.now + .seconds(60)
                    while !claim.isAnotherWaiting, ContinuousClock.now < deadline { sched_yield() }
                }
                return next < 10_000 ? record("gen-\(next)", usd: "1") : nil
            }
        }
        #expect(error?.imported == 8192)
        #expect((error?.cause as? LedgerError)?.kind == .conflict)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    private func record(_ generation: String?, usd: String, source: String? = nil) -> HistoryRecord
    {
        HistoryRecord(
            reservedAt: .start, subject: Subject(model: "m", mode: .std, orientation: .video),
            generationID: generation, usd: .dollars(usd), credits: USD.dollars(usd).credits,
            sourceID: source)
    }
}
