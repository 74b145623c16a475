import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LedgerStore

@Suite struct WriteLockTests {
    @Test func whoWaitsTooLongIsToldThatTheLedgerIsBusy() throws {
        let folder = try TemporaryFolder()
        let lock = WriteLock(path: folder.path("lock"), timeoutSeconds: 0)
        try lock.withLock {
            let error = #expect(throws: LedgerError.self) { try lock.withLock {} }
            #expect(error?.kind == .busy)
        }
        try lock.withLock {}
    }

    @Test func aWaitThatEndedLateDoesNotGiveBackTheLockOfTheNextOne() throws {
        let folder = try TemporaryFolder()
        let impatient = WriteLock(path: folder.path("lock"), timeoutSeconds: 0)
        let patient = WriteLock(path: folder.path("lock"), timeoutSeconds: 20)
        let inside = Atomic<Int>(0)
        let most = Atomic<Int>(0)
        // Every second one gives up, and its wait comes to its end while others hold the lock.
        let results = inThreads(16) { index in
            for round in 0..<30 {
                let lock = (index + round) % 2 == 0 ? impatient : patient
                do {
                    try lock.withLock {
                        let now = inside.add(1, ordering: .sequentiallyConsistent).newValue
                        most.max(now, ordering: .sequentiallyConsistent)
                        usleep(300)
                        inside.subtract(1, ordering: .sequentiallyConsistent)
                    }
                } catch let error as LedgerError where error.kind == .busy {}
            }
        }
        for result in results { try result.get() }
        #expect(most.load(ordering: .sequentiallyConsistent) == 1)
    }

    @Test func theLockIsFreeWhenTheBodyThrows() throws {
        let folder = try TemporaryFolder()
        let lock = WriteLock(path: folder.path("lock"), timeoutSeconds: 1)
        #expect(throws: CancellationError.self) { try lock.withLock { throw CancellationError() } }
        try lock.withLock {}
    }

    @Test func aReadWaitsForNoWriterOfTheSameValue() throws {
        let fixture = try TestLedger()
        try fixture.ledger.post(at: .start) { _ in
            // The writer is in the middle of its transaction, and so is another that waits.
            let read = inThreads(1) { _ in try fixture.ledger.budgets().count }
            let count = try read[0].get()
            #expect(count == 0)
        }
    }

    @Test func aLedgerThatIsLetGoWaitsForNobody() throws {
        let fixture = try TestLedger()
        let lock = WriteLock(path: fixture.path + ".lock", timeoutSeconds: 1)
        var other: Ledger? = try fixture.another()
        let begun = Date()
        try lock.withLock {
            withExtendedLifetime(other) {}
            other = nil
        }
        #expect(Date().timeIntervalSince(begun) < 5)
    }

    @Test func openingAndClosingAgainAndAgainDisturbsNoWriter() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("ledger.sqlite")
        let results = inThreads(8) { index in
            for round in 0..<15 {
                let ledger = try Ledger(path: path, at: .start)
                try ledger.set(.money("\(index * 100 + round + 1)", name: "b\(index)"), at: .start)
                _ = try ledger.budgets()
            }
        }
        for result in results { try result.get() }
        #expect(try Ledger(path: path, at: .start).verify().problems == [])
    }
}
