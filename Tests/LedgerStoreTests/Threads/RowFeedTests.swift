import Foundation
import Synchronization
import Testing

@testable import LedgerStore

@Suite struct RowFeedTests {
    private struct Broken: Error, Equatable {
        var name = ""
    }

    /// What a taker gets of so many numbers, read on a thread of their own.
    private func run<Result: Sendable>(
        _ count: Int, failing: Broken? = nil, read: @escaping @Sendable (Int) -> Void = { _ in },
        _ take: @escaping @Sendable (RowFeed<Int>) throws -> Result
    ) async throws -> Result {
        try await OwnThread.run {
            try RowFeed<Int>.run(
                { _, row in
                    for number in 0..<count {
                        read(number)
                        try row(number)
                    }
                    if let failing { throw failing }
                }, take)
        }
    }

    @Test(arguments: [0, 1, 255, 256, 257, 5000])
    func everyRowIsTakenInItsOrderAsOftenAsAsked(count: Int) async throws {
        let passages = try await run(count) { feed in
            var passages: [[Int]] = [[], [], []]
            for index in passages.indices { try feed.forEach { passages[index].append($0) } }
            return passages
        }
        #expect(passages == Array(repeating: Array(0..<count), count: 3))
    }

    @Test func nothingIsReadForWhoTakesNothing() async throws {
        let read = Mutex(0)
        let result = try await run(10, read: { _ in read.withLock { $0 += 1 } }) { _ in "none" }
        #expect(result == "none")
        #expect(read.withLock(\.self) == 0)
    }

    @Test(arguments: [0, 100, 256, 1000])
    func whatTheReadingThrowsComesBehindTheRowsBeforeIt(count: Int) async throws {
        let taken = Mutex(0)
        await #expect(throws: Broken(name: "file")) {
            try await run(count, failing: Broken(name: "file")) { feed in
                try feed.forEach { _ in taken.withLock { $0 += 1 } }
            }
        }
        #expect(taken.withLock(\.self) == count)
    }

    /// As when a terminal has gone, or a disk is full: the rest is not read for nobody.
    @Test func whoLeavesEndsTheReadingAndMayBeginAgain() async throws {
        let read = Mutex(0)
        let again = try await run(1_000_000, read: { _ in read.withLock { $0 += 1 } }) { feed in
            #expect(throws: Broken()) {
                try feed.forEach { if $0 == 10 { throw Broken() } }
            }
            var first: Int?
            #expect(throws: Broken(name: "again")) {
                try feed.forEach {
                    first = $0
                    throw Broken(name: "again")
                }
            }
            return first
        }
        #expect(again == 0)
        #expect(read.withLock(\.self) < 10_000)
    }

    @Test func theReaderIsAheadByAFewPagesOnly() async throws {
        let read = Mutex(0)
        let lead = try await run(100_000, read: { _ in read.withLock { $0 += 1 } }) { feed in
            var lead = 0
            try feed.forEach { number in lead = max(lead, read.withLock(\.self) - number) }
            return lead
        }
        #expect(lead <= 6 * 256)
    }
}
