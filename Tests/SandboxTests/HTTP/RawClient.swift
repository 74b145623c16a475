import Foundation
import LosslessJSON

/// An HTTP client of bare sockets: it sees resets, torn bodies and silence as they are.
struct RawClient: Sendable {
    let port: Int

    /// How the connection ended.
    enum End: Equatable { case complete, closedEarly, reset, silent }

    struct Reply: Sendable {
        var bytes: [UInt8] = []
        var end = End.complete

        /// The status line and headers; empty when none arrived.
        var head: String {
            String(decoding: bytes.prefix(headLength ?? 0), as: UTF8.self).lowercased()
        }
        var status: Int? { head.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
        var body: [UInt8] { headLength.map { Array(bytes.dropFirst($0)) } ?? [] }
        var json: JSON { (try? JSON(parsing: body)) ?? .null }

        var headLength: Int? {
            let mark = Array("\r\n\r\n".utf8)
            guard bytes.count >= 4 else { return nil }
            return (0...min(bytes.count - 4, 8192)).first { bytes[$0..<$0 + 4].elementsEqual(mark) }
                .map { $0 + 4 }
        }

        var isComplete: Bool {
            guard let headLength else { return false }
            guard
                let field = head.split(separator: "\r\n").first(where: {
                    $0.hasPrefix("content-length:")
                }), let length = Int(field.dropFirst(15).trimmingCharacters(in: .whitespaces))
            else { return status == 304 }
            return bytes.count >= headLength + length
        }
    }

    func submit(_ prompt: String, patienceSeconds: Int = 20) async -> Reply {
        await send(
            "POST", "/v2/video/generations", body: SandboxFixture.body(prompt).compactText,
            patienceSeconds: patienceSeconds)
    }

    func get(_ target: String) async -> Reply { await send("GET", target) }

    /// Sends one request, and reads until the reply is whole, the connection ends, or so many seconds
    /// of silence have passed. Off the cooperative threads, because it blocks.
    func send(
        _ method: String, _ target: String, body: String = "", patienceSeconds: Int = 20
    ) async -> Reply {
        let request =
            "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sandbox\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    returning: exchange(Array(request.utf8), patienceSeconds: patienceSeconds))
            }
        }
    }

    private func exchange(_ request: [UInt8], patienceSeconds: Int) -> Reply {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        setsockopt(
            socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard connected == 0, sendAll(request, to: socket) else { return Reply(end: .reset) }

        var reply = Reply()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while !reply.isComplete {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count > 0 {
                reply.bytes.append(contentsOf: buffer[..<count])
                continue
            }
            reply.end = count == 0 ? .closedEarly : errno == ECONNRESET ? .reset : .silent
            break
        }
        return reply
    }

    private func sendAll(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
