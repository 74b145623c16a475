/// A host and perhaps a port, as they stand in a URL: `host:port`, `[v6]:port`.
///
/// This is the one reading of them: for what is called, for proxies and for their exceptions.
package struct Authority: Hashable, Sendable {
    /// Why nothing can be called by it.
    package enum Flaw: Error, Hashable, Sendable {
        case host, port
    }

    /// IPv6 without brackets.
    package let host: String
    /// What stands behind the colon; nil without one, and for nothing.
    package let port: String?
    private let isBracketed: Bool
    private let endsInColon: Bool

    /// Takes the text apart and does not judge it: several colons without brackets are IPv6.
    package init(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        var end = bytes.endIndex
        if bytes.first == UInt8(ascii: "["), let bracket = bytes.lastIndex(of: UInt8(ascii: "]")) {
            // Anything but a colon after the brackets leaves a host that is none.
            let rest = bytes[(bracket + 1)...]
            if rest.isEmpty || rest.first == UInt8(ascii: ":") { end = bracket + 1 }
            isBracketed = end == bracket + 1
        } else {
            isBracketed = false
            if let colon = bytes.lastIndex(of: UInt8(ascii: ":")),
                bytes.firstIndex(of: UInt8(ascii: ":")) == colon
            {
                end = colon
            }
        }
        let name = isBracketed ? bytes[1..<(end - 1)] : bytes[..<end]
        let digits = bytes[end...].dropFirst()
        host = String(decoding: name, as: UTF8.self)
        port = digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
        endsInColon = end < bytes.endIndex && digits.isEmpty
    }

    package init(host: String, port: Int) {
        self.host = host
        self.port = "\(port)"
        isBracketed = host.contains(":")
        endsInColon = false
    }

    /// From 1 to 65535; nil without a port, and for one that is none.
    package var portNumber: Int? {
        guard let port, (1...5).contains(port.utf8.count),
            port.utf8.allSatisfy({ (0x30...0x39) ~= $0 }), let number = Int(port)
        else { return nil }
        return (1...65_535).contains(number) ? number : nil
    }

    /// Nil for what a URL can have. Names are in ASCII.
    package var flaw: Flaw? {
        let isHost = isBracketed ? IPAddress(host)?.bytes.count == 16 : Authority.isName(host)
        if !isHost { return .host }
        return endsInColon || (port != nil && portNumber == nil) ? .port : nil
    }

    /// Letters, digits, `-`, `.` and `_`, the first of them a letter, a digit or `_`.
    private static func isName(_ host: String) -> Bool {
        let isPlain = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-._".utf8.contains(byte)
            }
        }
        return isPlain && !host.isEmpty && !host.hasPrefix(".") && !host.hasPrefix("-")
    }

    /// Whether the host is an address of version 4 or 6, and no name.
    package var isIPAddress: Bool { IPAddress(host) != nil }

    /// Whether the host is this machine by its name or number, so that nothing leaves it.
    package var isLoopback: Bool {
        let name = host.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost") { return true }
        guard let address = IPAddress(host) else { return false }
        return address.isLoopback
    }
}

extension Authority: CustomStringConvertible {
    /// As a URL has it.
    package var description: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return name + (port.map { ":\($0)" } ?? "")
    }
}
