import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Hummingbird's connection of HTTP/1.1 with a ``ConnectionGuard`` and a ``StalledReader`` in it.
struct GuardedChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let base: HTTP1Channel
    let linger: TimeAmount
    let headTooLarge: GatewayError
    let stall: TimeAmount

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        base.setup(channel: channel, logger: logger).flatMapThrowing { value in
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
