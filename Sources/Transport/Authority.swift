/// A host and perhaps a port, as they stand in a URL: `host:port`, `[v6]:port`.
struct Authority: Hashable, Sendable {
    /// IPv6 without brackets.
    let host: String
    /// What stands behind the colon; nil without one.
    let port: String?

    init(_ text: some StringProtocol) {
        if text.first == "[", let end = text.lastIndex(of: "]") {
            host = String(text[text.index(after: text.startIndex)..<end])
            let rest = text[text.index(after: end)...]
            port = rest.first == ":" && rest.count > 1 ? String(rest.dropFirst()) : nil
            return
        }
        guard let colon = text.lastIndex(of: ":"), text.firstIndex(of: ":") == colon else {
            host = String(text)
            port = nil
            return
        }
        host = String(text[..<colon])
        let rest = text[text.index(after: colon)...]
        port = rest.isEmpty ? nil : String(rest)
    }

    /// Whether the host is this machine by its name or number, so that nothing leaves it.
    var isLoopback: Bool {
        let name = host.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost") { return true }
        guard let address = IPAddress(host) else { return false }
        return address.isLoopback
    }
}
