import Accounting
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

@Suite struct AtomicityTests {
    @Test func anErrorInTheMiddleLeavesNothing() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let head = try fixture.ledger.head()
        let proposal = fixture.proposal("1")
        await #expect(throws: CancellationError.self) {
            try await fixture.ledger.post(at: .start) { posting in
                try posting.post(.proposed(proposal, .reserved))
                try posting.post(.happened(proposal.id, .dispatched))
                throw CancellationError()
            }
        }
        #expect(try fixture.ledger.head() == head)
        #expect(try fixture.ledger.submission(proposal.id) == nil)
        #expect(try fixture.holding(of: "all") == .nothing)
        #expect(try await fixture.reserve("1") != nil)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test(.needs(.smallDisk))
    func aFullDiskLeavesWhatWasThereAndSaysSo() async throws {
        let disk = try SmallDisk(kilobytes: 700)
        let ledger = try Ledger(path: disk.path("ledger.sqlite"), at: .start)
        try await ledger.set(.money("1000"), at: .start)
        let fixture = try TestLedger()
        var acknowledged = 0
        let error = await #expect(throws: LedgerError.self) {
            while acknowledged < 10_000 {
                _ = try await ledger.reserve(fixture.proposal("0.01"), at: .start)
                acknowledged += 1
            }
        }
        #expect(error?.kind == .full)
        #expect(
            error?.description
                == "the disk that holds the ledger \(ledger.path) is full; free some space")
        #expect(acknowledged > 0)
        try disk.resize(kilobytes: 8000)
        #expect(try await ledger.submissions(matching: SubmissionFilter()).count == acknowledged)
        _ = try await ledger.reserve(fixture.proposal("0.01"), at: .start)
        #expect(try await ledger.verify().problems == [])
    }

    @Test(
        .needs(.smallDisk),
        arguments: [0, 4, 8, 20, 40, 60, 80, 100, 130, 160])
    func aLedgerThatFindsNoRoomToBeginSaysSo(freeKilobytes: Int) async throws {
        let disk = try SmallDisk(kilobytes: 400)
        try disk.fill(leavingKilobytes: freeKilobytes)
        do {
            _ = try Ledger(path: disk.path("ledger.sqlite"), at: .start)
        } catch let error as LedgerError {
            #expect(error.kind == .full, "\(error)")
            #expect(error.description.contains("full") || error.description.contains("No space"))
        }
        try disk.empty()
        #expect(
            try await Ledger(path: disk.path("ledger.sqlite"), at: .start).verify().problems == [])
    }
}
