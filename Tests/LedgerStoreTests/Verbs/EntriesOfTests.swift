import Accounting
import LedgerStore
import TestSupport
import Testing

@Suite struct EntriesOfTests {
    @Test func aSubmissionHasItsOwnEntriesInOrder() async throws {
        let fixture = try TestLedger()
        let id = try await fixture.accepted("2.00")
        let other = try await fixture.accepted("3.00")
        let later = Instant.start.advanced(bySeconds: 60)
        try await fixture.settle(id, "2.75", at: later)
        try await fixture.settle(other, "3.00")
        let charge = Charge(usd: .dollars("1.50"), source: .operator)
        _ = try await fixture.ledger.record(.adjusted(charge, reason: "bill"), of: id, at: later)
        let entries = try fixture.ledger.entries(of: id)
        #expect(
            entries.map(\.entry.kind) == [
                .reserved, .dispatched, .accepted, .settled, .overrun, .adjusted,
            ])
        #expect(entries.map(\.at) == [.start, .start, .start, later, later, later])
        #expect(entries.last?.entry == .happened(id, .adjusted(charge, reason: "bill")))
        #expect(entries.allSatisfy { $0.entry.submissionID == id })
    }

    @Test func aDamagedEntryIsNamed() async throws {
        let fixture = try TestLedger()
        let id = try await fixture.accepted("2.00")
        try Shell(fixture.path).rows(
            """
            DROP TRIGGER entry_is_never_changed;
            UPDATE entry SET body = '{}' WHERE kind = 'accepted'
            """)
        let error = #expect(throws: LedgerError.self) { try fixture.ledger.entries(of: id) }
        #expect(error?.kind == .unreadable)
        #expect(error?.description.contains("entry 4 of submission \(id)") == true)
    }

    @Test func anIdIsFoundByItsEnd() async throws {
        let fixture = try TestLedger()
        let ids = try await inTurn(3) { _ in try await fixture.accepted("2.00") }
        for id in ids {
            let found = try fixture.ledger.submissions(
                idSuffix: String(id.description.suffix(6)), limit: 9)
            #expect(found.map(\.id) == [id])
        }
        let beginning = String(ids[0].description.prefix(8))
        #expect(try fixture.ledger.submissions(idSuffix: beginning, limit: 9).isEmpty)
        let all = try fixture.ledger.submissions(idPrefix: beginning, limit: 9)
        #expect(all.map(\.id) == ids)
        #expect(try fixture.ledger.submissions(idSuffix: "%", limit: 9).isEmpty)
    }
}
