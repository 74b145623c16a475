import Foundation

/// The service manager that started this process, as systemd's `sd_notify` speaks to it: a datagram of
/// lines to the socket that `NOTIFY_SOCKET` names. Nobody has to listen, and nothing waits for it.
struct ServiceManager: Sendable {
    /// A path, or `@` and a name that is in no folder; nil where none is named.
    private let address: String?

    init(environment: [String: String]) {
        address = environment["NOTIFY_SOCKET"].flatMap { text in
            text.hasPrefix("/") || text.hasPrefix("@") ? text : nil
        }
    }

    func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }

    /// To be followed by ``ready(_:)``.
    func reloading() {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let microseconds = Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
        send("RELOADING=1\nMONOTONIC_USEC=\(microseconds)")
    }

    func stopping(_ status: String) { send("STOPPING=1\nSTATUS=\(status)") }

    private func send(_ text: String) {
        guard let address, var name = ServiceManager.socketAddress(of: address) else { return }
        let type = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // A name that is in no folder ends where the address ends, and not with a zero.
        let length = socklen_t(2 + address.utf8.count + (address.hasPrefix("@") ? 0 : 1))
        let bytes = Array(text.utf8)
        withUnsafePointer(to: &name) { name in
            name.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                _ = sendto(
                    descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), name, length)
            }
        }
    }

    /// Nil for one that is longer than an address may be: 107 bytes.
    private static func socketAddress(of text: String) -> sockaddr_un? {
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(text.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: name.sun_path) else { return nil }
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: bytes) }
        return name
    }
}
