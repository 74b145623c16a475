package import HummingbirdCore
package import Logging
package import NIOCore
package import NIOSSL

/// How much one client may ask of the server before anything is read of what it wants.
///
///     let application = Application(
///         responder: responder, server: limits.server(),
///         configuration: ApplicationConfiguration(
///             address: .hostname(host, port: port), serverName: nil, backlog: 1024,
///             availableConnectionsDelegate: limits.connections(logger: logger)))
package struct ServerLimits: Hashable, Sendable {
    /// Of the target and of all names and values of headers together. The answer over it is 431.
    package var headerBytes = 16 * 1024
    package var headerCount = 100
    /// How long a connection may bring nothing between requests, within a head or within a body.
    ///
    /// Longer than the 60 s for which proxies keep connections, so that not the gateway ends one
    /// that a proxy is about to use. A head has to be whole within it; an answer may take longer.
    package var idle = Duration.seconds(75)
    /// At once, each with one file descriptor. Further ones wait to be accepted.
    package var connectionCount = 2048
    /// How long a client may take nothing of an answer that waits for it.
    package var stall = Duration.seconds(75)
    /// How long what a client still sends is dropped after an answer that ends the connection.
    package var linger = Duration.seconds(5)

    package init() {}

    /// With no more connections than there are files for: one for each and one for what it asks of the
    /// provider, and some for the ledger.
    package init(openFiles: Int) {
        connectionCount = min(connectionCount, max(8, (openFiles - 64) / 2))
    }

    /// - Parameters:
    ///   - tls: gives what a new connection is encrypted with; nil leaves them as they are.
    ///   - handlers: stand behind the parser on each connection.
    package func server(
        tls: (@Sendable () -> NIOSSLContext)? = nil,
        _ handlers: @escaping @Sendable () -> [any RemovableChannelHandler] = { [] }
    ) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            GuardedChannel(
                base: HTTP1Channel(
                    responder: responder,
                    configuration: HTTP1Channel.Configuration(
                        additionalChannelHandlers: handlers(), idleTimeout: TimeAmount(idle),
                        httpDecoderConfiguration: .init(
                            maxHeaderFieldSize: headerBytes, maxHeaderListSize: headerBytes,
                            maxHeaderFieldCount: headerCount))),
                linger: TimeAmount(linger),
                headTooLarge: .headTooLarge(bytes: headerBytes, headers: headerCount),
                stall: TimeAmount(stall), tls: tls)
        }
    }

    package func connections(logger: Logger) -> MaximumAvailableConnections {
        MaximumAvailableConnections(connectionCount, logger: logger)
    }
}
