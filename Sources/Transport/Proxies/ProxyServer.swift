import Text

/// A proxy: where it is, its protocol, and the credentials for it.
///
/// It may hold a password, and so prints its host and port alone.
package struct ProxyServer: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case http, socks5
    }

    /// Why a text names no proxy that can be used.
    package enum Flaw: Error, Hashable, Sendable {
        /// Another kind of proxy, such as `https` or `socks4`.
        case scheme(String)
        case host, port
        /// A user and a password for SOCKS, which this program does not support.
        case socksCredentials
    }

    package let kind: Kind
    /// A name or an address, IPv6 without brackets.
    package let host: String
    package let port: Int
    let user: String?
    let password: String?

    /// curl's own, where the text names none.
    private static let defaultPort = 1080

    /// Reads `host:port`, `http://user:password@host:port/` or `socks5://host`, as curl does.
    package init(parsing text: String) throws(Flaw) {
        guard let parts = URLParts(text) ?? URLParts("http://\(text)") else { throw .host }
        switch parts.scheme {
        case "http": kind = .http
        case "socks5", "socks5h": kind = .socks5
        default: throw .scheme(parts.scheme)
        }
        if let credentials = parts.credentials {
            guard kind == .http else { throw .socksCredentials }
            let halves = credentials.unicodeScalars.split(
                separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = String(halves[0]).percentDecoded()
            password = halves.count > 1 ? String(halves[1]).percentDecoded() : ""
        } else {
            user = nil
            password = nil
        }
        host = parts.authority.host
        guard !host.isEmpty,
            host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { throw .host }
        guard parts.authority.port != nil else {
            port = ProxyServer.defaultPort
            return
        }
        guard let number = parts.authority.portNumber else { throw .port }
        port = number
    }

    /// `proxy.example:3128`.
    package var authority: String { Authority(host: host, port: port).description }
}

extension ProxyServer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        "\(kind == .http ? "http" : "socks5")://\(user == nil ? "" : "[user and password]@")\(authority)"
    }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["authority": authority]) }
}

extension ProxyServer.Flaw: CustomStringConvertible {
    package var description: String {
        switch self {
        case .scheme(let scheme):
            "a proxy of the kind '\(Line.of(scheme, limit: 20))' cannot be used; write"
                + " http://HOST:PORT or socks5://HOST:PORT"
        case .host: "no host can be read in it; write http://HOST:PORT"
        case .port: "its port is none; write http://HOST:PORT"
        case .socksCredentials:
            "a SOCKS proxy with a user and a password cannot be used; write socks5://HOST:PORT"
        }
    }
}
