import NIOCore

/// A whole body, in memory or in a file that is gone when the last copy of this is.
package struct ReceivedBody: Sendable {
    package let count: Int
    private let place: Place

    private enum Place: Sendable {
        case memory(ByteBuffer)
        case file(SpoolFile)
    }

    init(memory: ByteBuffer) {
        count = memory.readableBytes
        place = .memory(memory)
    }

    init(file: SpoolFile, count: Int) {
        self.count = count
        place = .file(file)
    }

    package var isInMemory: Bool {
        if case .memory = place { true } else { false }
    }

    /// All of it, read anew at each call.
    ///
    /// What is in a file takes its size in memory from here on: see ``MemoryBudget``.
    ///
    /// - Throws: ``BodyError/storage(errorNumber:folder:)``.
    package func bytes() async throws -> [UInt8] {
        switch place {
        case .memory(let buffer): Array(buffer.readableBytesView)
        case .file(let file): try await file.bytes(count: count)
        }
    }
}
