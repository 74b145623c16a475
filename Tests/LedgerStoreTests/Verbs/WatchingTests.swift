import Accounting
import LedgerStore
import TestSupport
import Testing

/// What a person who watches is shown: what is held, and what was charged last.
@Suite struct WatchingTests {
    private func at(_ minutes: Int) -> Instant { Instant.start.advanced(bySeconds: 60 * minutes) }

    @Test func whatHoldsMoneyIsThereTheLatestFirst() async throws {
        let fixture = try TestLedger()
        let ids = try await inTurn(4) { try await fixture.accepted("1", at: at($0)) }
        try await fixture.settle(ids[1], "1", at: at(5))
        _ = try await fixture.ledger.record(.unpriced(videoURL: nil), of: ids[2], at: at(6))
        _ = try await fixture.ledger.record(.failed, of: ids[3], at: at(7))
        let reserved = try #require(try await fixture.reserve("1", at: at(8)))
        #expect(try fixture.ledger.holding().map(\.id) == [reserved.id, ids[2], ids[0]])
    }

    @Test func theLastChargesAreInTheOrderInWhichTheyWereMade() async throws {
        let fixture = try TestLedger()
        let ids = try await inTurn(4) { try await fixture.accepted("1", at: at($0)) }
        for index in [2, 0, 3] { try await fixture.settle(ids[index], "0.50", at: at(10 - index)) }
        #expect(try fixture.ledger.lastCharged(limit: 9).map(\.id) == [ids[3], ids[0], ids[2]])
        #expect(try fixture.ledger.lastCharged(limit: 2).map(\.id) == [ids[3], ids[0]])
        let better = Charge(usd: .dollars("0.75"), source: .transactions)
        _ = try await fixture.ledger.record(
            .adjusted(better, reason: "bill"), of: ids[2], at: at(20))
        let charged = try fixture.ledger.lastCharged(limit: 9)
        #expect(charged.map(\.id) == [ids[2], ids[3], ids[0]])
        #expect(charged.first?.charge?.usd == .dollars("0.75"))
    }

    @Test func historyThatIsTakenInIsAsOldAsItIs() async throws {
        let fixture = try TestLedger()
        try await fixture.settle(fixture.accepted("1"), "0.50", at: at(1))
        let minutes = Feed([40, 30, 20, 10, 0])
        _ = try await fixture.ledger.importHistory(at: at(60)) {
            guard let minute = minutes.next() else { return nil }
            return HistoryRecord(
                reservedAt: at(minute), subject: Subject(model: "m", mode: nil, orientation: nil),
                generationID: "g\(minute)", usd: .dollars("1"), credits: 2_000_000)
        }
        #expect(try fixture.ledger.lastCharged(limit: 9).map(\.reservedAt) == [.start])
        let imported = try fixture.ledger.lastImported(limit: 3).map(\.reservedAt)
        #expect(imported == [at(40), at(30), at(20)])
    }

    @Test func withoutChargesThereAreNone() async throws {
        let fixture = try TestLedger()
        _ = try await fixture.accepted("1")
        #expect(try fixture.ledger.lastCharged(limit: 9).isEmpty)
    }
}
