import Accounting
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

@Suite struct AtomicityTests {
    @Test func anErrorInTheMiddleLeavesNothing() throws {
        let fixture = try TestLedger()
        try fixture.ledger.set(.money("10"), at: .start)
        let head = try fixture.ledger.head()
        let proposal = fixture.proposal("1")
        #expect(throws: CancellationError.self) {
            try fixture.ledger.post(at: .start) { posting in
                try posting.post(.proposed(proposal, .reserved))
                try posting.post(.happened(proposal.id, .dispatched))
                throw CancellationError()
            }
        }
        #expect(try fixture.ledger.head() == head)
        #expect(try fixture.ledger.submission(proposal.id) == nil)
        #expect(try fixture.holding(of: "all") == .nothing)
        #expect(try fixture.reserve("1") != nil)
        #expect(try fixture.ledger.verify().problems == [])
    }

    @Test(.needs(.smallDisk))
    func aFullDiskLeavesWhatWasThereAndSaysSo() throws {
        let disk = try SmallDisk(kilobytes: 700)
        let ledger = try Ledger(path: disk.path("ledger.sqlite"), at: .start)
        try ledger.set(.money("1000"), at: .start)
        let fixture = try TestLedger()
        var acknowledged = 0
        let error = #expect(throws: LedgerError.self) {
            while acknowledged < 10_000 {
                _ = try ledger.reserve(fixture.proposal("0.01"), at: .start)
                acknowledged += 1
            }
        }
        #expect(error?.kind == .full)
        #expect(
            error?.description
                == "the disk that holds the ledger \(ledger.path) is full; free some space")
        #expect(acknowledged > 0)
        try disk.resize(kilobytes: 8000)
        #expect(try ledger.submissions(matching: SubmissionFilter()).count == acknowledged)
        _ = try ledger.reserve(fixture.proposal("0.01"), at: .start)
        #expect(try ledger.verify().problems == [])
    }

    @Test(
        .needs(.smallDisk),
        arguments: [0, 4, 8, 20, 40, 60, 80, 100, 130, 160])
    func aLedgerThatFindsNoRoomToBeginSaysSo(freeKilobytes: Int) throws {
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
            try Ledger(path: disk.path("ledger.sqlite"), at: .start).verify().problems == [])
    }
}
