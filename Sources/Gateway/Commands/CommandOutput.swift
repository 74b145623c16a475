import Accounting
import Hummingbird
import NIOCore
import NIOPosix
import Synchronization

/// What a command writes, kept until the command has ended: in memory while it is little, in a file
/// without a name when it is much. A client that reads slowly keeps no reading of the ledger open.
final class CommandOutput: Sendable {
    /// Counts the outputs that lie in files: few of each caller, so that none takes the room of another.
    final class Files: Sendable {
        static let mostOfACaller = 2
        private let counts = Mutex<[Name?: Int]>([:])

        fileprivate func take(for caller: Name?) -> Bool {
            counts.withLock { counts in
                guard counts[caller, default: 0] < Files.mostOfACaller else { return false }
                counts[caller, default: 0] += 1
                return true
            }
        }

        fileprivate func giveBack(of caller: Name?) {
            counts.withLock { counts in
                counts[caller, default: 0] -= 1
                if counts[caller] == 0 { counts[caller] = nil }
            }
        }
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
    private let caller: Name?

    /// What is kept in memory, and the most that is read of a file at once.
    private static let memoryBytes = 1 << 20

    init(folder: String, files: Files, for caller: Caller) {
        self.folder = folder
        self.files = files
        self.caller = caller.name
    }

    deinit {
        if state.withLock({ $0.file != nil }) { files.giveBack(of: caller) }
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
        guard files.take(for: caller) else {
            throw GatewayError(
                status: 503, kind: .unavailable, code: "too_many_large_answers",
                message:
                    "\(Files.mostOfACaller) large answers to this key are under way, and no more are kept"
                    + " at a time; try again when one of them is read, or ask for less with --limit",
                retry: .after(seconds: GatewayError.secondsUntilLedger))
        }
        do {
            return try SpoolFile.makeNow(in: folder)
        } catch {
            files.giveBack(of: caller)
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
