import NIOCore
import Synchronization

/// The body of the POST, with a record of whether any of it was handed out.
///
/// The HTTP client asks for the first byte only when a connection is up, TLS included, and it has
/// written the request's head. Until it is asked for, the other side cannot have the request.
struct OutgoingBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let bytes: [UInt8]
    let gate = Gate()

    /// Opened by the first byte, or shut for good by the verdict that nothing was sent.
    ///
    /// The verdict and the first byte exclude each other: the first of them decides.
    final class Gate: Sendable {
        private enum State { case closed, opened, shut }

        private let state = Mutex(State.closed)

        /// False once it was shut: then nothing may be handed out any more.
        func open() -> Bool {
            state.withLock { state in
                if state == .closed { state = .opened }
                return state == .opened
            }
        }

        /// Returns whether it had been opened; if not, it never will be.
        func shut() -> Bool {
            state.withLock { state in
                if state == .closed { state = .shut }
                return state == .opened
            }
        }
    }

    struct Iterator: AsyncIteratorProtocol {
        private static let chunkBytes = 256 * 1024

        let body: OutgoingBody
        private var offset = 0

        init(_ body: OutgoingBody) { self.body = body }

        mutating func next() async throws -> ByteBuffer? {
            guard body.gate.open() else { throw CancellationError() }
            guard offset < body.bytes.count else { return nil }
            let end = Swift.min(offset + Iterator.chunkBytes, body.bytes.count)
            defer { offset = end }
            return ByteBuffer(bytes: body.bytes[offset..<end])
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(self) }
}
