import Foundation
import LedgerStore
import Synchronization
import Testing

struct BoundedQueueTests {
    @Test func whatIsGivenIsTakenInItsOrder() async throws {
        let queue = BoundedQueue<Int>(capacity: 3)
        let taken = try await OwnThread.run {
            Thread.detachNewThread {
                for number in 0..<1000 { _ = queue.give(number) }
                queue.finish()
            }
            var taken: [Int] = []
            while let number = queue.take() { taken.append(number) }
            return taken
        }
        #expect(taken == Array(0..<1000))
        #expect(try await OwnThread.run { queue.take() } == nil)
    }

    @Test func theGiverIsNeverFurtherAheadThanThereArePlaces() async throws {
        let queue = BoundedQueue<Int>(capacity: 3)
        let given = Mutex(0)
        try await OwnThread.run {
            Thread.detachNewThread {
                for number in 0..<100 {
                    guard queue.give(number) else { break }
                    given.withLock { $0 += 1 }
                }
                queue.finish()
            }
            for number in 0..<50 {
                #expect(queue.take() == number)
                #expect(given.withLock(\.self) <= number + 5)
            }
            queue.leave()
            #expect(queue.take() == nil)
        }
        #expect(given.withLock(\.self) < 100)
    }

    @Test func whoWaitsForAPlaceLearnsThatTheTakerHasLeft() async throws {
        let queue = BoundedQueue<Int>(capacity: 1)
        let isTaken = try await OwnThread.run {
            _ = queue.give(1)
            Thread.detachNewThread { queue.leave() }
            return queue.give(2)
        }
        #expect(!isTaken)
    }
}
