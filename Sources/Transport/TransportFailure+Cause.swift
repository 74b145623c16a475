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
    init(_ error: any Error, peer: Peer, bodyStarted: Bool) {
        let host = peer.authority
        switch error {
        case is CancellationError: self.init(.cancelled, host: host)
        case let error as HTTPClientError: self.init(ofClient: error, host: host)
        case let error as NIOConnectionError:
            guard let first = error.connectionErrors.first else {
                self.init(.nameLookup, host: host)
                return
            }
            self.init(first.error, peer: peer, bodyStarted: bodyStarted)
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
