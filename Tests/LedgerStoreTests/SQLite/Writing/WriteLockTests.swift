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
        // The wait that was given up may come to its end only now.
        try WriteLock(path: lock.path, timeoutSeconds: 20).withLock {}
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

    /// What was put under the name since the last time.
    enum Replacement: CaseIterable { case removed, replaced, movedAway, linkedElsewhere }

    @Test(arguments: Replacement.allCases)
    func aLockFileThatIsAnotherIsLockedItself(replacement: Replacement) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("lock")
        let lock = WriteLock(path: path, timeoutSeconds: 1)
        try lock.withLock {}
        switch replacement {
        case .removed: unlink(path)
        case .replaced: rename(try folder.file("new", []), path)
        case .movedAway: rename(path, folder.path("old"))
        case .linkedElsewhere:
            rename(path, folder.path("old"))
            symlink(try folder.file("new", []), path)
        }
        let held = try HeldLock(path)
        let error = #expect(throws: LedgerError.self) { try lock.withLock {} }
        #expect(error?.kind == .busy)
        held.release()
        try lock.withLock {
            _ = #expect(throws: POSIXError.self) { try HeldLock(path) }
        }
        try lock.withLock {}
    }

    @Test func whatWaitsComesBeforeTheHolderThatComesBack() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("lock")
        let holder = WriteLock(path: path, timeoutSeconds: 20)
        let other = WriteLock(path: path, timeoutSeconds: 20)
        let order = Mutex<[Int]>([])
        let result = await inThreads(2) { index in
            if index == 1 {
                try LockClaim(path: path).waitUntilHeld()
                try other.withLock { order.withLock { $0.append(1) } }
                return
            }
            for round in 0..<3 {
                try holder.withLock {
                    order.withLock { $0.append(0) }
                    if round == 0 { try LockClaim(path: path).waitUntilWaitedFor() }
                }
            }
        }
        for result in result { try result.get() }
        #expect(order.withLock { $0 } == [0, 1, 0, 0])
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

extension LockClaim {
    fileprivate func waitUntilHeld() throws {
        try wait {
            guard tryLock() else { return true }
            unlock()
            return false
        }
    }

    fileprivate func waitUntilWaitedFor() throws { try wait { isAnotherWaiting } }

    /// To be called on a thread of its own.
    private func wait(until isSo: () -> Bool) throws {
        for _ in 0..<20_000 {
            if isSo() { return }
            usleep(1000)
        }
        throw Refused()
    }
}
