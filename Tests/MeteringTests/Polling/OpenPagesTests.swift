import Accounting
import LedgerStore
import Synchronization
import TestSupport
import Testing

@testable import Metering

/// What a round of polls asks after: everything, once, beginning anywhere.
@Suite(.timeLimit(.minutes(5))) struct OpenPagesTests {
    @Test(arguments: [0, 0.001, 0.34, 0.5, 0.66, 0.67, 0.8, 0.999, 1])
    func eachIsAskedAfterOnceWhereverARoundBegins(chance: Double) async throws {
        let fixture = try TestMeter()
        let (accepted, unpriced) = try await fixture.open(accepted: 206, unpriced: 104)
        var pages = try OpenPages(
            of: [.accepted, .unpriced], in: fixture.ledger, from: chance)
        var found: [SubmissionID] = []
        while let next = try pages.next() {
            found.append(next.id)
            #expect(pages.left == 310 - found.count)
        }
        // The same circle, from one of its places on.
        let all = accepted + unpriced
        let place = Int(310 * chance) % 310
        #expect(found == Array(all[place...] + all[..<place]))
        #expect(try pages.next() == nil && pages.left == 0)
    }

    /// So that a round has an end, however quickly new ones come.
    @Test func whatComesLaterIsLeftForTheNextRound() async throws {
        let fixture = try TestMeter()
        let (accepted, _) = try await fixture.open(accepted: 3, unpriced: 0)
        var pages = try OpenPages(of: [.accepted], in: fixture.ledger, from: 0)
        fixture.clock.advance(by: .seconds(1))
        _ = try await fixture.open(accepted: 2, unpriced: 0, from: 100)
        var found: [SubmissionID] = []
        while let next = try pages.next() { found.append(next.id) }
        #expect(found == accepted)
    }

    /// One row that cannot be read is passed over, and no more of them is said to be left.
    @Test func aDamagedRowIsPassedOver() async throws {
        let fixture = try TestMeter()
        let (accepted, _) = try await fixture.open(accepted: 3, unpriced: 0)
        try SQLiteShell(fixture.ledger.path).rows(
            "UPDATE submission SET labels = 'none' WHERE id = '\(accepted[1])'")
        var pages = try OpenPages(of: [.accepted], in: fixture.ledger, from: 0.9)
        #expect(try pages.next()?.id == accepted[2])
        #expect(try pages.next()?.id == accepted[0])
        #expect(try pages.next() == nil && pages.left == 0)
    }

    @Test func nothingIsOpenInANewLedger() throws {
        var pages = try OpenPages(of: [.accepted], in: TestMeter().ledger, from: 0.5)
        #expect(try pages.next() == nil && pages.left == 0)
    }
}

extension TestMeter {
    /// Takes in submissions from elsewhere, which is quicker than submitting them.
    ///
    /// - Returns: their ids in order.
    fileprivate func open(accepted: Int, unpriced: Int, from first: Int = 0) async throws -> (
        accepted: [SubmissionID], unpriced: [SubmissionID]
    ) {
        let before = try Set(ids(in: .accepted) + ids(in: .unpriced))
        let states =
            Array(repeating: SubmissionState.accepted, count: accepted)
            + Array(repeating: .unpriced, count: unpriced)
        let all = states.enumerated().map { number, state in
            HistoryRecord(
                reservedAt: clock.now, subject: order().subject,
                generationID: "g-\(first + number)", state: state, usd: "1", credits: 2_000_000)
        }
        let records = Mutex(all[...])
        _ = try await ledger.importHistory(at: clock.now) { records.withLock { $0.popFirst() } }
        return try (
            ids(in: .accepted).filter { !before.contains($0) },
            ids(in: .unpriced).filter { !before.contains($0) }
        )
    }

    private func ids(in state: SubmissionState) throws -> [SubmissionID] {
        var ids: [SubmissionID] = []
        try ledger.forEachSubmission(in: [state]) { ids.append($0.id) }
        return ids
    }
}
