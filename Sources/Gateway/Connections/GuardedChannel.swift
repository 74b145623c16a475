import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL

/// Hummingbird's connection of HTTP/1.1 with a ``ConnectionGuard`` and a ``StalledReader`` in it, encrypted
/// where there is a certificate.
struct GuardedChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let base: HTTP1Channel
    let linger: TimeAmount
    let headTooLarge: GatewayError
    let stall: TimeAmount
    let tls: (@Sendable () -> NIOSSLContext)?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        do {
            if let tls {
                try channel.pipeline.syncOperations.addHandlers([
                    NIOSSLServerHandler(context: tls()), UnsignedEnd(),
                ])
            }
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return base.setup(channel: channel, logger: logger).flatMapThrowing { value in
            // NIO ends the process where one is let go before its channel has ended: a connection that
            // comes while the server stops has nobody to hold it, and so has one that fails below.
            channel.closeFuture.whenComplete { _ in withExtendedLifetime(value) {} }
            let pipeline = channel.pipeline.syncOperations
            let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandlers(
                [
                    StalledReader(patience: stall),
                    ConnectionGuard(linger: linger, headTooLarge: headTooLarge),
                ],
                position: .after(parser))
            return value
        }
    }

    func handle(value: Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
