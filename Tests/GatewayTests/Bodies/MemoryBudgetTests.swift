import Synchronization
import TestSupport
import Testing

@testable import Gateway

@Suite("Sharing memory", .inRealTime, .timeLimit(.minutes(2)))
struct MemoryBudgetTests {
    @Test func whatFitsRunsAtOnceAndIsGivenBack() async throws {
        let budget = MemoryBudget(bytes: 10)
        let value = try await budget.withBytes(10) { budget.freeBytes }
        #expect(value == 0 && budget.freeBytes == 10)
        await #expect(throws: Failure.self) { try await budget.withBytes(4) { throw Failure() } }
        #expect(budget.freeBytes == 10 && budget.waiterCount == 0)
    }

    private struct Failure: Error {}

    @Test func whatNeverFitsIsAnError() async throws {
        let budget = MemoryBudget(bytes: 10)
        await #expect(throws: MemoryBudget.NeverEnough(requested: 11, bytes: 10)) {
            try await budget.withBytes(11) {}
        }
        #expect(budget.freeBytes == 10)
    }

    @Test func thereIsNeverMoreInUseThanThereIs() async throws {
        let budget = MemoryBudget(bytes: 100)
        let used = Mutex(0)
        let peak = Mutex(0)
        let ends = await inTasks(200) { index in
            let count = 1 + index * 37 % 60
            try await budget.withBytes(count) {
                let sum = used.withLock { used in
                    used += count
                    return used
                }
                peak.withLock { $0 = max($0, sum) }
                await Task.yield()
                used.withLock { $0 -= count }
            }
        }
        for end in ends { try end.get() }
        #expect(peak.withLock { $0 } <= 100)
        #expect(budget.freeBytes == 100 && budget.waiterCount == 0)
    }

    private final class Order: Sendable {
        private let counts = Mutex<[Int]>([])

        var all: [Int] { counts.withLock { $0 } }

        func add(_ count: Int) { counts.withLock { $0.append(count) } }
    }

    /// One that asks for little does not pass one that asks for much.
    @Test func theFirstIsServedFirst() async throws {
        let budget = MemoryBudget(bytes: 10)
        let order = Order()
        let gate = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await budget.withBytes(6) { for await _ in gate.stream {} }
            }
            try await eventually("the first has its share") { budget.freeBytes == 4 }
            for (index, count) in [9, 1, 1].enumerated() {
                group.addTask {
                    try await budget.withBytes(count) { order.add(count) }
                }
                try await eventually("it waits") { budget.waiterCount == index + 1 }
            }
            gate.continuation.finish()
            try await group.waitForAll()
        }
        #expect(order.all.first == 9)
    }

    @Test func whoStopsWaitingLetsTheNextPass() async throws {
        let budget = MemoryBudget(bytes: 10)
        let gate = AsyncStream.makeStream(of: Void.self)
        let holder = Task { try await budget.withBytes(6) { for await _ in gate.stream {} } }
        try await eventually("the first has its share") { budget.freeBytes == 4 }
        let large = Task { try await budget.withBytes(9) {} }
        try await eventually("the large one waits") { budget.waiterCount == 1 }
        let small = Task { try await budget.withBytes(4) {} }
        try await eventually("the small one waits") { budget.waiterCount == 2 }
        large.cancel()
        await #expect(throws: CancellationError.self) { try await large.value }
        try await small.value
        gate.continuation.finish()
        try await holder.value
        #expect(budget.freeBytes == 10 && budget.waiterCount == 0)
    }

    @Test func aTaskThatWasCancelledBeforeGetsNothing() async throws {
        let budget = MemoryBudget(bytes: 10)
        let gate = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            for await _ in gate.stream {}
            try await budget.withBytes(1) {}
        }
        task.cancel()
        gate.continuation.finish()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(budget.freeBytes == 10)
    }
}
