import Synchronization

/// What a program has written to one stream so far, and whether the stream has ended.
final class Transcript: Sendable {
    private let state = Mutex((bytes: [UInt8](), hasEnded: false))

    func append(_ bytes: some Sequence<UInt8>) {
        state.withLock { $0.bytes.append(contentsOf: bytes) }
    }

    func end() { state.withLock { $0.hasEnded = true } }

    var text: String { state.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// The first whole line that begins like this.
    func line(beginning prefix: String) -> String? {
        text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .first { $0.hasPrefix(prefix) }.map(String.init)
    }
}
