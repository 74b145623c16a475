import Foundation

/// Bare TCP of this machine: enough to ask a server one thing, or to be a server that misbehaves.
package enum LocalSocket {
    /// A socket that listens on a free port of 127.0.0.1, and the port.
    package static func listen() -> (descriptor: Int32, port: Int) {
        let descriptor = open()
        var address = address(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                guard bind(descriptor, $0, length) == 0, Glibc.listen(descriptor, 64) == 0,
                    getsockname(descriptor, $0, &length) == 0
                else { fatalError("cannot listen: \(String(cString: strerror(errno)))") }
            }
        }
        return (descriptor, Int(in_port_t(bigEndian: address.sin_port)))
    }

    /// The body of the answer to a GET; nil when there was no answer.
    package static func get(_ target: String, port: Int) async -> String? {
        await answer(
            to: "GET \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            port: port)
    }

    /// The body of the answer to a POST of JSON; nil when there was no answer.
    package static func post(_ target: String, json: String, port: Int) async -> String? {
        await answer(
            to: "POST \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(json.utf8.count)\r\n\r\n"
                + json, port: port)
    }

    private static func answer(to request: String, port: Int) async -> String? {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: blockingAnswer(to: request, port: port))
            }
        }
    }

    private static func blockingAnswer(to request: String, port: Int) -> String? {
        let descriptor = open()
        defer { close(descriptor) }
        var address = address(port: port)
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected, send(request, to: descriptor) else { return nil }
        let answer = String(decoding: read(from: descriptor, until: { _ in false }), as: UTF8.self)
        guard let end = answer.range(of: "\r\n\r\n") else { return nil }
        return String(answer[end.upperBound...])
    }

    /// Sends a text; false when the other side is gone.
    @discardableResult
    package static func send(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// What arrives until `isEnough` says so or the other side has ended.
    package static func read(
        from descriptor: Int32, until isEnough: ([UInt8]) -> Bool
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while !isEnough(bytes) {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        return bytes
    }

    private static func open() -> Int32 {
        socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    }

    private static func address(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }
}
