import AsyncHTTPClient
import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension TransportFailure {
    /// Translates what the HTTP client threw.
    ///
    /// An error that is known by no other name and came up before anything was sent to a secure
    /// peer is the TLS library's: the handshake is all that is left between connect and send.
    init(_ error: any Error, peer: Peer, by route: Route = .direct, bodyStarted: Bool) {
        let failure = TransportFailure(error, calling: peer, bodyStarted: bodyStarted)
        guard let proxy = route.proxy else {
            self = failure
            return
        }
        if error as? HTTPClientError == .proxyAuthenticationRequired {
            self.init(proxy: proxy, wantsUserFor: peer)
            return
        }
        // The errors of SOCKS are of a library of its own, and all mean that.
        let isOfProxy = String(reflecting: type(of: error)).hasPrefix("NIOSOCKS.")
        self.init(
            isOfProxy ? .proxy : failure.kind, host: failure.host,
            detail: isOfProxy ? "as SOCKS 5 it refuses, or cannot reach it" : failure.detail,
            proxy: proxy.authority)
    }

    /// A proxy that asks for credentials, or refuses those it was given.
    init(proxy: ProxyServer, wantsUserFor peer: Peer) {
        self.init(
            .proxy, host: peer.authority,
            detail: proxy.authorization == nil
                ? "it requires a user and a password: http://USER:PASSWORD@HOST:PORT"
                : "it does not take the user and the password that it was given",
            proxy: proxy.authority)
    }

    private init(_ error: any Error, calling peer: Peer, bodyStarted: Bool) {
        let host = peer.authority
        switch error {
        case is CancellationError: self.init(.cancelled, host: host)
        case let error as HTTPClientError: self.init(ofClient: error, host: host)
        case let error as NIOConnectionError:
            guard let first = error.connectionErrors.first else {
                self.init(.nameLookup, host: host)
                return
            }
            self.init(first.error, calling: peer, bodyStarted: bodyStarted)
        case is SocketAddressError: self.init(.nameLookup, host: host)
        case let error as IOError: self.init(ofSystem: error, host: host)
        case ChannelError.connectTimeout: self.init(.connectTimeout, host: host)
        case is ChannelError: self.init(.closed, host: host)
        default:
            let kind: Kind = peer.isSecure && !bodyStarted ? .tls : .other
            self.init(kind, host: host, detail: TransportFailure.words(error))
        }
    }

    private init(ofClient error: HTTPClientError, host: String) {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout: self.init(.connectTimeout, host: host)
        case .tlsHandshakeTimeout:
            self.init(.tls, host: host, detail: "the handshake took too long")
        case .deadlineExceeded, .readTimeout, .writeTimeout: self.init(.deadline, host: host)
        case .cancelled: self.init(.cancelled, host: host)
        case .remoteConnectionClosed, .uncleanShutdown: self.init(.closed, host: host)
        case .invalidProxyResponse:
            self.init(.proxy, host: host, detail: "it refuses, or cannot reach it")
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
            self.init(.proxy, host: host, detail: "it took too long")
        // The short description never repeats a header's value, and so never the key.
        default: self.init(.other, host: host, detail: error.shortDescription)
        }
    }

    private init(ofSystem error: IOError, host: String) {
        switch error.errnoCode {
        case ECONNREFUSED: self.init(.refused, host: host)
        case ECONNRESET, EPIPE, ECONNABORTED: self.init(.closed, host: host)
        case ETIMEDOUT: self.init(.connectTimeout, host: host)
        case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EADDRNOTAVAIL:
            self.init(.unreachable, host: host, detail: error.description)
        default: self.init(.other, host: host, detail: error.description)
        }
    }

    /// The reason alone of an error that BoringSSL wrote as `…OPENSSL_internal:WRONG_VERSION at file`.
    private static func words(_ error: any Error) -> String {
        let text = String(describing: error)
        guard let mark = text.firstRange(of: "OPENSSL_internal:") else { return text }
        let reason = text[mark.upperBound...].prefix { $0.isLetter || $0 == "_" }
        return reason.lowercased().replacing("_", with: " ")
    }
}
