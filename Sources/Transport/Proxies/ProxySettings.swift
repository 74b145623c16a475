import Text

/// Which proxy leads where: the variables that curl reads.
///
/// | variable | for |
/// |---|---|
/// | `https_proxy`, else `HTTPS_PROXY` | `https://` |
/// | `http_proxy` (in lower case alone: the other may be a header of a CGI request) | `http://` |
/// | `all_proxy`, else `ALL_PROXY` | what has none of its own |
/// | `no_proxy`, else `NO_PROXY` | the exceptions |
///
/// An empty variable is none. A host that is this machine itself is never asked of a proxy on another one:
/// there the name would mean that machine.
package struct ProxySettings: Sendable {
    /// What to do about one peer.
    package enum Choice: Hashable, Sendable {
        /// No variable names a proxy for it.
        case direct
        /// One does, and this variable excepts it.
        case excepted(by: String)
        /// One does, on another machine, and the host is this one.
        case loopback
        case through(ProxyServer, variable: String)
        /// The variable names no proxy that can be used: then nothing is sent.
        case unusable(variable: String, ProxyServer.Flaw)
    }

    private let variables: [String: String]

    package static let none = ProxySettings(environment: [:])

    private static let names = [
        "https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY", "no_proxy",
        "NO_PROXY",
    ]

    package init(environment: [String: String]) {
        variables = environment.filter { ProxySettings.names.contains($0.key) }
            .mapValues(\.trimmed)
    }

    package func choice(for peer: Peer) -> Choice {
        let named = first(
            (peer.isSecure ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"])
                + ["all_proxy", "ALL_PROXY"])
        guard let (variable, text) = named else { return .direct }
        let authority = Authority(peer.authority)
        let port = authority.port.flatMap { Int($0) } ?? (peer.isSecure ? 443 : 80)
        if let (name, exceptions) = first(["no_proxy", "NO_PROXY"]),
            ProxyExceptions(parsing: exceptions).cover(authority.host, port: port)
        {
            return .excepted(by: name)
        }
        let proxy: ProxyServer
        do {
            proxy = try ProxyServer(parsing: text)
        } catch {
            return .unusable(variable: variable, error)
        }
        guard !authority.isLoopback || Authority(proxy.authority).isLoopback else {
            return .loopback
        }
        return .through(proxy, variable: variable)
    }

    /// The exceptions and the variable that names them.
    package var exceptions: (variable: String, text: String)? { first(["no_proxy", "NO_PROXY"]) }

    /// The first that is set and not empty.
    private func first(_ names: [String]) -> (variable: String, text: String)? {
        names.lazy.compactMap { name in
            variables[name].flatMap { $0.isEmpty ? nil : (name, $0) }
        }.first
    }
}

extension ProxySettings: CustomStringConvertible, CustomReflectable {
    package var description: String { "ProxySettings" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
