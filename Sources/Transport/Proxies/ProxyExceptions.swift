/// The hosts that are called without a proxy: `NO_PROXY`, as curl reads it since 7.86.
///
/// Names separated by commas or spaces. `example.com` and `.example.com` are that host and every host
/// below it; an address is itself, or with `/bits` a network; `*` alone is everything. A name with a port,
/// which curl does not support, holds for that port.
struct ProxyExceptions: Hashable, Sendable {
    private let isEverything: Bool
    private let tokens: [Substring]

    init(parsing text: String) {
        isEverything = text == "*"
        tokens = text.split { $0 == "," || $0 == " " || $0 == "\t" }
    }

    /// - Parameter port: the one that is called, named or not.
    func cover(_ host: String, port: Int) -> Bool {
        if isEverything { return true }
        if let address = IPAddress(host) {
            return tokens.contains { ProxyExceptions.matches($0, address, port) }
        }
        let name = ProxyExceptions.bare(host[...])
        return !name.isEmpty && tokens.contains { ProxyExceptions.matches($0, name, port) }
    }

    private static func matches(_ token: Substring, _ name: String, _ port: Int) -> Bool {
        let authority = Authority(token)
        guard authority.port == nil || authority.port == "\(port)" else { return false }
        var domain = bare(authority.host[...])
        if domain.first == "." { domain.removeFirst() }
        return !domain.isEmpty && (name == domain || name.hasSuffix("." + domain))
    }

    private static func matches(_ token: Substring, _ address: IPAddress, _ port: Int) -> Bool {
        let parts = token.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let network = Authority(parts[0])
        guard network.port == nil || network.port == "\(port)",
            let known = IPAddress(network.host),
            let bits = parts.count > 1 ? Int(parts[1]) : 0
        else { return false }
        return known.matches(address, bits: bits)
    }

    /// In lower case, without the dot at its end.
    private static func bare(_ name: Substring) -> String {
        (name.last == "." ? name.dropLast() : name).lowercased()
    }
}
