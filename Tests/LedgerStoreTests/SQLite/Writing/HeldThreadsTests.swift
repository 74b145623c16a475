import Accounting
import Dispatch
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

/// The ledger has threads of its own: it goes on while others stand still.
@Suite(.serialized, .timeLimit(.minutes(2))) struct HeldThreadsTests {
    @Test func aWriteNeedsNoThreadOfThePool() async throws {
        let fixture = try TestLedger()
        try await withTaskExecutorPreference(OwnExecutor()) {
            let pool = HeldPool()
            defer { pool.release() }
            // Somebody else has the lock for a moment, so the writer has to wait as well.
            let lock = try HeldLock(fixture.path + ".lock")
            DispatchQueue.global().asyncAfter(deadline: .now() + 0.05) { lock.release() }
            try await fixture.ledger.set(.money("10"), at: .start)
            #expect(try await fixture.reserve("1") != nil)
            #expect(try await fixture.ledger.verify().problems == [])
        }
    }

    @Test func aLongReadKeepsNobodyWaiting() async throws {
        let fixture = try TestLedger()
        let barrier = DispatchSemaphore(value: 0)
        let begun = Feed(Array(0..<6))
        let reads = (0..<6).map { _ in
            Task {
                try await fixture.ledger.file.readAside { database in
                    let head = try Journal.head(database)
                    _ = begun.next()
                    barrier.wait()
                    // The snapshot of then, whatever was written since.
                    #expect(try Journal.head(database) == head)
                }
            }
        }
        while begun.count > 0 { try await Task.sleep(for: .milliseconds(1)) }
        try await fixture.ledger.set(.money("10"), at: .start)
        #expect(try fixture.ledger.budgets().count == 1)
        #expect(try await fixture.ledger.submissions(matching: SubmissionFilter()).isEmpty)
        for _ in reads { barrier.signal() }
        for read in reads { try await read.value }
    }

    @Test func aWriteThatWaitsCanBeTakenBack() async throws {
        let fixture = try TestLedger()
        let head = try fixture.ledger.head()
        let gate = await Gate(fixture.ledger)
        let write = Task { try await fixture.ledger.set(.money("10"), at: .start) }
        try await gate.queued(1)
        write.cancel()
        await #expect(throws: CancellationError.self) { try await write.value }
        gate.open()
        #expect(try fixture.ledger.head() == head)
        let regardless = Task { [ledger = fixture.ledger.recordingRegardless] in
            try await ledger.set(.money("30", name: "third"), at: .start)
        }
        regardless.cancel()
        try await regardless.value
        #expect(try fixture.ledger.budgets().map(\.name) == ["third"])
    }
}

/// Every thread of Swift's pool, held up until it is released.
private final class HeldPool: Sendable {
    private let barrier = DispatchSemaphore(value: 0)
    private let count = ProcessInfo.processInfo.activeProcessorCount

    /// Returns when all are held. Not to be made on one of them.
    init() {
        let held = DispatchSemaphore(value: 0)
        for _ in 0..<count {
            Task.detached { [barrier] in
                held.signal()
                HeldPool.wait(barrier)
            }
        }
        for _ in 0..<count { held.wait() }
    }

    func release() { for _ in 0..<count { barrier.signal() } }

    private static func wait(_ semaphore: DispatchSemaphore) { semaphore.wait() }
}
