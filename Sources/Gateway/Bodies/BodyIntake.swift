package import NIOCore
package import NIOPosix
import Synchronization
import Transport

/// Receives a body: bounded in size, in time and in the memory that it takes meanwhile.
///
///     let intake = BodyIntake(folder: "/var/lib/bursar")
///     let body = try await intake.receive(request.body, declaredLength: 60_000_000)
package struct BodyIntake: Sendable {
    package let limits: BodyLimits
    /// Where long bodies lie, on a disk that has room for as many as may come at once.
    package let folder: String
    private let pool: NIOThreadPool

    package init(
        folder: String, limits: BodyLimits = BodyLimits(), pool: NIOThreadPool = .singleton
    ) {
        self.folder = folder
        self.limits = limits
        self.pool = pool
    }

    /// - Parameters:
    ///   - declaredLength: what `Content-Length` says; nil without one.
    ///   - onStart: called when the body is wanted; not when its length is refused.
    /// - Throws: ``BodyError``; what the body itself throws, such as NIO's `HTTPParserError`, which
    ///   Hummingbird has to get as it is; `CancellationError`.
    package func receive<Body: AsyncSequence & Sendable>(
        _ body: Body, declaredLength: Int?, onStart: () -> Void = {}
    ) async throws -> ReceivedBody where Body.Element == ByteBuffer {
        if let declaredLength, declaredLength > limits.longestBytes {
            throw BodyError.tooLarge(limitBytes: limits.longestBytes)
        }
        onStart()
        let progress = Progress()
        let start = ContinuousClock.now
        let outcome = await Alarm.within(limits.time(for: 0)) { [limits] in
            // What has come since gives the rest more time.
            let rest = limits.time(for: progress.bytes) - start.duration(to: .now)
            return rest > .zero ? rest : nil
        } _: {
            await Result { try await collect(body, declaredLength, progress) }
        }
        guard outcome.isLate, case .failure(is CancellationError) = outcome.value else {
            return try outcome.value.get()
        }
        throw BodyError.tooSlow(bytes: progress.bytes, time: limits.time(for: progress.bytes))
    }

    private func collect<Body: AsyncSequence & Sendable>(
        _ body: Body, _ declaredLength: Int?, _ progress: Progress
    ) async throws -> ReceivedBody where Body.Element == ByteBuffer {
        var file: SpoolFile?
        var pending = ByteBuffer()
        var count = 0
        for try await piece in body {
            count += piece.readableBytes
            guard count <= limits.longestBytes else {
                throw BodyError.tooLarge(limitBytes: limits.longestBytes)
            }
            progress.set(count)
            pending.writeImmutableBuffer(piece)
            guard pending.readableBytes > (file == nil ? limits.memoryBytes : limits.pieceBytes)
            else { continue }
            let target =
                if let file { file } else { try await SpoolFile.make(in: folder, pool: pool) }
            file = target
            try await target.append(pending)
            pending = ByteBuffer()
        }
        // The sequence of a task that is cancelled ends as if the body had.
        try Task.checkCancellation()
        if let declaredLength, declaredLength != count {
            throw BodyError.otherLength(bytes: count, declared: declaredLength)
        }
        guard let file else { return ReceivedBody(memory: pending) }
        try await file.append(pending)
        return ReceivedBody(file: file, count: count)
    }

    /// How many bytes have come.
    private final class Progress: Sendable {
        private let count = Mutex(0)

        var bytes: Int { count.withLock { $0 } }

        func set(_ bytes: Int) { count.withLock { $0 = bytes } }
    }
}

extension Result where Success: Sendable, Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
