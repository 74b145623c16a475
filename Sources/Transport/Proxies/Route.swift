import AsyncHTTPClient
import NIOCore

/// The way that a request takes.
enum Route: Hashable, Sendable {
    case direct
    /// A connection through the proxy to the peer: the proxy sees the peer's name, and no more where that is
    /// secure.
    case tunnel(ProxyServer)
    /// The proxy itself is asked for a plain URL: many open no tunnels to other ports than 443.
    case forward(ProxyServer, to: Peer)

    init(_ proxy: ProxyServer, to peer: Peer) {
        self = peer.isSecure || proxy.kind == .socks5 ? .tunnel(proxy) : .forward(proxy, to: peer)
    }

    var proxy: ProxyServer? {
        switch self {
        case .direct: nil
        case .tunnel(let proxy), .forward(let proxy, _): proxy
        }
    }

    /// The configuration of the HTTP client for it.
    func apply(to configuration: inout HTTPClient.Configuration) {
        switch self {
        case .direct:
            configuration.http1_1ConnectionDebugInitializer = { StatusGuard.install(in: $0) }
        case .tunnel(let proxy):
            configuration.proxy = proxy.configuration
            configuration.http1_1ConnectionDebugInitializer = { StatusGuard.install(in: $0) }
        case .forward(let proxy, let peer):
            configuration.http1_1ConnectionDebugInitializer = { channel in
                StatusGuard.install(in: channel).flatMap {
                    AbsoluteForm.install(in: channel, proxy: proxy, peer: peer)
                }
            }
        }
    }

    /// The URL that is called on this way: that of the proxy where it is asked itself.
    func url(of url: String) -> String {
        guard case .forward(let proxy, _) = self else { return url }
        return "http://\(proxy.authority)\(URLParts(url)?.rest ?? "")"
    }
}

extension ProxyServer {
    /// The credentials; nil without a user.
    var authorization: HTTPClient.Authorization? {
        user.map { .basic(username: $0, password: password ?? "") }
    }

    fileprivate var configuration: HTTPClient.Configuration.Proxy {
        switch kind {
        case .socks5: .socksServer(host: host, port: port)
        case .http: .server(host: host, port: port, authorization: authorization)
        }
    }
}
