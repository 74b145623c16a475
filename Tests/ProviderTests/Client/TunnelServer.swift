import Foundation
import Synchronization

/// A proxy of plain sockets that opens tunnels to ports of this machine, and remembers to which.
final class TunnelServer: Sendable {
    let port: Int
    private let listener: Int32
    private let known = Mutex<[String]>([])

    /// `host:port` of every tunnel, in order.
    var targets: [String] { known.withLock { $0 } }

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = TunnelServer.address(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                Thread.detachNewThread { self.serve(connection) }
            }
        }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ connection: Int32) {
        var head: [UInt8] = []
        var byte: UInt8 = 0
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8), recv(connection, &byte, 1, 0) == 1 {
            head.append(byte)
        }
        let words = String(decoding: head, as: UTF8.self).split(separator: " ")
        guard words.first == "CONNECT", words.count > 1,
            let port = words[1].split(separator: ":").last.flatMap({ UInt16($0) })
        else {
            close(connection)
            return
        }
        known.withLock { $0.append(String(words[1])) }
        let peer = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = TunnelServer.address(port: port)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(peer, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        let answer = "HTTP/1.1 \(isConnected ? "200 Connected" : "502 Bad Gateway")\r\n\r\n"
        _ = answer.withCString { send(connection, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
        guard isConnected else {
            close(connection)
            return
        }
        Thread.detachNewThread { TunnelServer.copy(peer, to: connection) }
        TunnelServer.copy(connection, to: peer)
    }

    private static func copy(_ source: Int32, to target: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while case let count = recv(source, &buffer, buffer.count, 0), count > 0 {
            guard send(target, buffer, count, Int32(MSG_NOSIGNAL)) == count else { break }
        }
        shutdown(target, Int32(SHUT_WR))
    }

    private static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }
}
