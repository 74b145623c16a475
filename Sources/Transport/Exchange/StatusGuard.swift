import NIOCore
import NIOHTTP1

/// Keeps an answer whose status is no status from the HTTP client, which takes a number below 100 for a
/// preliminary answer and then traps at its end.
///
/// Such an answer ends the connection, as one that cannot be read does.
final class StatusGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    /// A status below 100.
    struct NoStatus: Error, CustomStringConvertible {
        let code: Int

        var description: String { "the status \(code) of the answer is none" }
    }

    private var isShut = false

    /// Puts one behind the decoder of a new connection.
    static func install(in channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.submit {
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
            try pipeline.addHandler(StatusGuard(), position: .after(decoder))
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isShut { return }
        if case .head(let head) = unwrapInboundIn(data), head.status.code < 100 {
            isShut = true
            context.fireErrorCaught(NoStatus(code: Int(head.status.code)))
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(data)
    }
}
