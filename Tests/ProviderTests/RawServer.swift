import Foundation
import Synchronization

/// A server of plain sockets that behaves exactly as badly as a test wants it to.
///
/// Every connection gets a thread, its number is counted, and the bytes it sent are kept.
final class RawServer: Sendable {
    /// What to do with a connection that was just accepted.
    enum Behaviour: Sendable {
        case reply(String)
        /// Reads the request, sends a part of an answer, closes.
        case closeAfterReading(sending: String = "")
        /// Waits a little, so that the request has surely left, and closes.
        case closeWithoutReading
        case closeAtOnce
        case hang
        /// Answers with a body of this many bytes.
        case flood(bytes: Int, withLength: Bool)
        /// Sends a byte of body every 50 ms, for ever.
        case drip
        /// Answers as soon as the head is there, and goes on reading.
        case replyToHead(String)
        /// Sends this without waiting for anything.
        case garbage(String)
    }

    private struct State {
        var connections = 0
        var requests: [String] = []
        var open: Set<Int32> = []
        var isStopped = false
        var bytesSent = 0
    }

    let port: Int
    private let listener: Int32
    private let behaviour: Behaviour
    private let state = Mutex(State())

    var connections: Int { state.withLock { $0.connections } }
    /// The requests that were read to their end, head and body.
    var requests: [String] { state.withLock { $0.requests } }
    /// Bytes that the other side took, or that the system holds for it.
    var bytesSent: Int { state.withLock { $0.bytesSent } }
    var url: String { "http://127.0.0.1:\(port)" }

    /// Runs a server for as long as `body` takes.
    static func run<R>(
        _ behaviour: Behaviour,
        _ body: nonisolated(nonsending) (RawServer) async throws -> R
    ) async throws -> R {
        let server = try RawServer(behaviour)
        defer { server.stop() }
        return try await body(server)
    }

    /// A port of this machine on which nobody listens.
    static func unusedPort() throws -> Int {
        let server = try RawServer(.hang)
        server.stop()
        return server.port
    }

    private init(_ behaviour: Behaviour) throws {
        self.behaviour = behaviour
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { self.acceptAll() }
    }

    private func stop() {
        let open = state.withLock { state in
            state.isStopped = true
            return state.open
        }
        _ = shutdown(listener, Int32(SHUT_RDWR))
        for connection in open { _ = shutdown(connection, Int32(SHUT_RDWR)) }
    }

    private func acceptAll() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            let isStopped = state.withLock { state in
                state.connections += 1
                state.open.insert(connection)
                return state.isStopped
            }
            guard !isStopped else {
                finish(connection)
                break
            }
            Thread.detachNewThread {
                self.serve(connection)
                self.finish(connection)
            }
        }
        close(listener)
    }

    private func finish(_ connection: Int32) {
        // Under the lock, so that stop() never shuts down a number that was given out again.
        state.withLock { state in
            state.open.remove(connection)
            close(connection)
        }
    }

    private func serve(_ connection: Int32) {
        switch behaviour {
        case .closeAtOnce: return
        case .closeWithoutReading: usleep(400_000)
        case .hang:
            while readSome(connection) != nil {}
        case .garbage(let text):
            write(text, to: connection)
            while readSome(connection) != nil {}
        case .reply(let text):
            while readRequest(connection) { write(text, to: connection) }
        case .replyToHead(let text):
            var bytes: [UInt8] = []
            while bytes.firstRange(of: Array("\r\n\r\n".utf8)) == nil {
                guard let some = readSome(connection) else { return }
                bytes += some
            }
            write(text, to: connection)
            while readSome(connection) != nil {}
        case .closeAfterReading(let text):
            if readRequest(connection) { write(text, to: connection) }
        case .flood(let bytes, let withLength):
            guard readRequest(connection) else { return }
            let length = withLength ? "Content-Length: \(bytes)\r\n" : ""
            write("HTTP/1.1 200 OK\r\n\(length)\r\n", to: connection)
            let chunk = String(repeating: "x", count: 64 * 1024)
            for _ in 0..<bytes / chunk.utf8.count where !write(chunk, to: connection) { return }
        case .drip:
            guard readRequest(connection) else { return }
            write("HTTP/1.1 200 OK\r\nx-inference-id: dripped\r\n\r\n", to: connection)
            while write(" ", to: connection) { usleep(50_000) }
        }
    }

    /// Reads a head and the body that its content-length announces. False at the end of the stream.
    private func readRequest(_ connection: Int32) -> Bool {
        var bytes: [UInt8] = []
        while true {
            if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound {
                let head = String(decoding: bytes[..<end], as: UTF8.self)
                if bytes.count >= end + RawServer.contentLength(head) {
                    let request = String(decoding: bytes, as: UTF8.self)
                    state.withLock { $0.requests.append(request) }
                    return true
                }
            }
            guard let some = readSome(connection) else { return false }
            bytes += some
        }
    }

    private static func contentLength(_ head: String) -> Int {
        for line in head.split(separator: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == "content-length" {
                return Int(parts[1].trimmingCharacters(in: .whitespaces)) ?? 0
            }
        }
        return 0
    }

    private func readSome(_ connection: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let count = recv(connection, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    @discardableResult
    private func write(_ text: String, to connection: Int32) -> Bool {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
            state.withLock { $0.bytesSent += count }
        }
        return true
    }
}
