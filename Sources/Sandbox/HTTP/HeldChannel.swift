import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// Hummingbird's connection of HTTP/1.1, held until it has ended.
///
/// NIO ends the process where one is let go before: a connection that comes while the server stops has nobody
/// to hold it.
struct HeldChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let base: HTTP1Channel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        base.setup(channel: channel, logger: logger).map { value in
            channel.closeFuture.whenComplete { _ in withExtendedLifetime(value) {} }
            return value
        }
    }

    func handle(value: Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
