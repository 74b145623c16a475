import Foundation
import HTTPTypes
import NIOCore
import TestSupport
import Testing

@testable import Gateway

@Suite("Taking in a body", .inRealTime, .timeLimit(.minutes(2)))
struct BodyIntakeTests {
    private let folder: TemporaryFolder
    private var limits = BodyLimits()

    init() throws { folder = try TemporaryFolder() }

    private var intake: BodyIntake { BodyIntake(folder: folder.url.path, limits: limits) }

    /// A body of pieces that all have come, each with bytes of its own.
    private func body(_ sizes: [Int]) -> AsyncStream<ByteBuffer> {
        AsyncStream { stream in
            for (index, size) in sizes.enumerated() {
                stream.yield(ByteBuffer(repeating: UInt8(truncatingIfNeeded: index), count: size))
            }
            stream.finish()
        }
    }

    private func bytes(_ sizes: [Int]) -> [UInt8] {
        sizes.enumerated().flatMap { index, size in
            [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: size)
        }
    }

    static let small: [[Int]] = [[], [0], [1], [5, 0, 7], [1 << 20], [1 << 19, 1 << 19]]

    @Test(arguments: small)
    func aSmallBodyStaysInMemory(sizes: [Int]) async throws {
        let received = try await intake.receive(body(sizes), declaredLength: sizes.reduce(0, +))
        #expect(received.isInMemory && received.count == sizes.reduce(0, +))
        #expect(try await received.bytes() == bytes(sizes))
    }

    static let large: [[Int]] = [
        [(1 << 20) + 1], [1 << 20, 1], Array(repeating: 65_536, count: 160),
        Array(repeating: 999_983, count: 7),
    ]

    @Test(arguments: large)
    func aLargeBodyLiesInAFileWithoutAName(sizes: [Int]) async throws {
        let received = try await intake.receive(body(sizes), declaredLength: nil)
        #expect(!received.isInMemory && received.count == sizes.reduce(0, +))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
        for _ in 1...2 { #expect(try await received.bytes() == bytes(sizes)) }
    }

    @Test func aDeclaredLengthOverTheLimitIsRefusedUnread() async throws {
        let limit = intake.limits.longestBytes
        let neverRead = AsyncThrowingStream<ByteBuffer, any Error> { throw Unread() }
        await #expect(throws: BodyError.tooLarge(limitBytes: limit)) {
            try await intake.receive(neverRead, declaredLength: limit + 1)
        }
    }

    private struct Unread: Error {}

    @Test func aBodyThatGrowsOverTheLimitIsCut() async throws {
        var intake = self
        intake.limits.longestBytes = 3 << 20
        let pieces = Array(repeating: 1 << 20, count: 4)
        for declared in [nil, 3 << 20] {
            await #expect(throws: BodyError.tooLarge(limitBytes: 3 << 20)) {
                try await intake.intake.receive(body(pieces), declaredLength: declared)
            }
        }
        let whole = try await intake.intake.receive(
            body(Array(pieces.dropLast())), declaredLength: nil)
        #expect(whole.count == 3 << 20)
    }

    @Test func aBodyOfAnotherLengthIsNone() async throws {
        for declared in [4, 6, 0] {
            await #expect(throws: BodyError.otherLength(bytes: 5, declared: declared)) {
                try await intake.receive(body([5]), declaredLength: declared)
            }
        }
    }

    @Test func whatTheBodyThrowsIsPassedOn() async throws {
        let broken = AsyncThrowingStream<ByteBuffer, any Error> { stream in
            stream.yield(ByteBuffer(string: "{}"))
            stream.finish(throwing: Unread())
        }
        await #expect(throws: Unread.self) {
            try await intake.receive(broken, declaredLength: nil)
        }
    }

    @Test func aFolderThatIsNotThereIsNamed() async throws {
        let nowhere = BodyIntake(folder: folder.path("nowhere"))
        let error = await #expect(throws: BodyError.self) {
            try await nowhere.receive(body([2 << 20]), declaredLength: nil)
        }
        #expect(error == .storage(errorNumber: ENOENT, folder: folder.path("nowhere")))
        let answer = GatewayError(try #require(error))
        #expect(answer.status == 503 && answer.fields[.retryAfter] == "30")
        #expect(!answer.message.contains("nowhere"))
    }

    @Test func aSlowSenderIsCut() async throws {
        var slow = self
        slow.limits.grace = .milliseconds(300)
        let (silent, source) = AsyncStream.makeStream(of: ByteBuffer.self)
        source.yield(ByteBuffer(string: "{"))
        let start = ContinuousClock.now
        let error = await #expect(throws: BodyError.self) {
            try await slow.intake.receive(silent, declaredLength: 2)
        }
        #expect(error == .tooSlow(bytes: 1, time: slow.limits.time(for: 1)))
        #expect(ContinuousClock.now - start >= .milliseconds(300))
        #expect(GatewayError(try #require(error)).status == 408)
        source.finish()
    }

    @Test func whoHasSentEnoughMayPause() async throws {
        var slow = self
        slow.limits.grace = .seconds(2)
        let (pausing, source) = AsyncStream.makeStream(of: ByteBuffer.self)
        source.yield(ByteBuffer(repeating: 0x20, count: 400_000))
        let task = Task { [intake = slow.intake] in
            try await intake.receive(pausing, declaredLength: nil).count
        }
        // Longer than a sender of nothing is given.
        try await Task.sleep(for: .milliseconds(2500))
        source.finish()
        #expect(try await task.value == 400_000)
    }

    @Test func theTimeGrowsWithWhatHasCome() {
        let limits = BodyLimits()
        #expect(limits.time(for: 0) == .seconds(20))
        #expect(limits.time(for: 4096) == .seconds(21))
        #expect(limits.time(for: 2048) == .milliseconds(20_500))
        #expect(limits.time(for: 64 << 20) == .seconds(1200))
    }

    @Test func aCancelledTaskHasNoBody() async throws {
        let (silent, source) = AsyncStream.makeStream(of: ByteBuffer.self)
        source.yield(ByteBuffer(string: "{}"))
        let task = Task { [intake] in try await intake.receive(silent, declaredLength: nil).count }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        source.finish()
    }
}
