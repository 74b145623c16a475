import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LedgerStore

@Suite struct WriteLockTests {
    @Test func whoWaitsTooLongIsToldThatTheLedgerIsBusy() async throws {
        let folder = try TemporaryFolder()
        let lock = WriteLock(path: folder.path("lock"), timeoutSeconds: 0)
        try lock.withLock {
            let error = #expect(throws: LedgerError.self) { try lock.withLock {} }
            #expect(error?.kind == .busy)
        }
        try lock.withLock {}
    }

    @Test func aWaitThatEndedLateDoesNotGiveBackTheLockOfTheNextOne() async throws {
        let folder = try TemporaryFolder()
        let impatient = WriteLock(path: folder.path("lock"), timeoutSeconds: 0)
        let patient = WriteLock(path: folder.path("lock"), timeoutSeconds: 20)
        let inside = Atomic<Int>(0)
        let most = Atomic<Int>(0)
        // Every second one gives up, and its wait comes to its end while others hold the lock.
        let results = await inThreads(16) { index in
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

    @Test func theLockIsFreeWhenTheBodyThrows() async throws {
        let folder = try TemporaryFolder()
        let lock = WriteLock(path: folder.path("lock"), timeoutSeconds: 1)
        #expect(throws: CancellationError.self) { try lock.withLock { throw CancellationError() } }
        try lock.withLock {}
    }

    @Test func aReadWaitsForNoWriterOfTheSameValue() async throws {
        let fixture = try TestLedger()
        // The writer is in the middle of its transaction.
        let count = try await fixture.ledger.post(at: .start) { _ in
            try fixture.ledger.budgets().count
        }
        #expect(count == 0)
    }

    @Test func aLedgerThatIsLetGoWaitsForNobody() async throws {
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

    @Test func openingAndClosingAgainAndAgainDisturbsNoWriter() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("ledger.sqlite")
        let results = await inTasks(8) { index in
            for round in 0..<15 {
                let ledger = try Ledger(path: path, at: .start)
                try await ledger.set(
                    .money("\(index * 100 + round + 1)", name: "b\(index)"), at: .start)
                _ = try ledger.budgets()
            }
        }
        for result in results { try result.get() }
        #expect(try await Ledger(path: path, at: .start).verify().problems == [])
    }
}
