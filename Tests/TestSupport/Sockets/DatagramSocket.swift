import Foundation

/// A socket that takes datagrams at a path, as a service manager has one.
package final class DatagramSocket: Sendable {
    private let descriptor: Int32

    package init(at path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        precondition(path.utf8.count < MemoryLayout.size(ofValue: name.sun_path))
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let length = socklen_t(MemoryLayout.size(ofValue: name))
        let failure = withUnsafePointer(to: &name) { name in
            name.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard failure == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit { close(descriptor) }

    /// The next one, as soon as it is there.
    package func next() async throws -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var count = -1
        try await eventually("a datagram") {
            count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            return count >= 0
        }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }
}
