import Hummingbird
import NIOCore
import NIOPosix
import Synchronization

/// What a command writes, kept until the command has ended: in memory while it is little, in a file
/// without a name when it is much. A client that reads slowly keeps no reading of the ledger open.
final class CommandOutput: Sendable {
    /// How many outputs may lie in files at a time.
    final class Files: Sendable {
        private let count = Mutex(0)
        private let most: Int

        init(most: Int) { self.most = most }

        fileprivate func take() -> Bool {
            count.withLock { count in
                guard count < most else { return false }
                count += 1
                return true
            }
        }

        fileprivate func giveBack() { count.withLock { $0 -= 1 } }
    }

    private struct State {
        var buffer = ByteBuffer()
        var file: SpoolFile?
        /// Bytes in the file.
        var written = 0
        var failure: (any Error)?
    }

    private let state = Mutex(State())
    private let folder: String
    private let files: Files

    /// What is kept in memory, and the most that is read of a file at once.
    private static let memoryBytes = 1 << 20

    init(folder: String, files: Files) {
        self.folder = folder
        self.files = files
    }

    deinit {
        if state.withLock({ $0.file != nil }) { files.giveBack() }
    }

    /// Why not all of it was kept; nil when it was.
    var failure: (any Error)? { state.withLock { $0.failure } }

    /// Keeps more of it; false when it cannot be kept.
    func append(_ text: String) -> Bool {
        state.withLock { state in
            guard state.failure == nil else { return false }
            state.buffer.writeString(text)
            guard state.buffer.readableBytes > CommandOutput.memoryBytes else { return true }
            do {
                let file = try state.file ?? makeFile()
                state.file = file
                try file.appendNow(state.buffer)
                state.written += state.buffer.readableBytes
                state.buffer.clear()
                return true
            } catch {
                state.failure = error
                return false
            }
        }
    }

    private func makeFile() throws -> SpoolFile {
        guard files.take() else {
            throw GatewayError(
                status: 503, kind: .unavailable, code: "too_many_large_answers",
                message:
                    "as many large answers are under way as this gateway keeps at a time; try again"
                    + " when one of them is read, or ask for less with --limit",
                retry: .after(seconds: GatewayError.secondsUntilLedger))
        }
        do {
            return try SpoolFile.makeNow(in: folder)
        } catch {
            files.giveBack()
            throw error
        }
    }

    /// All of it, read as the client takes it.
    var body: ResponseBody {
        let (file, written, rest) = state.withLock { ($0.file, $0.written, $0.buffer) }
        guard let file else { return ResponseBody(byteBuffer: rest) }
        return ResponseBody(contentLength: written + rest.readableBytes) { [self] writer in
            var offset = 0
            while offset < written {
                let count = min(CommandOutput.memoryBytes, written - offset)
                try await writer.write(
                    ByteBuffer(bytes: try await file.bytes(from: offset, count: count)))
                offset += count
            }
            try await writer.write(rest)
            try await writer.finish(nil)
            // Its place among the files is free when the last byte is handed on.
            withExtendedLifetime(self) {}
        }
    }
}
