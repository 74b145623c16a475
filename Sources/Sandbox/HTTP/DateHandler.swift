import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Puts the sandbox's time into the `Date` header, where the server wrote the machine's.
///
/// The server sets `Date` after the responder. So the responder repeats it under a name of its own,
/// and this puts it in its place on the way out. An empty one takes the server's away.
final class DateHandler: ChannelOutboundHandler, RemovableChannelHandler {
    static let fieldName = "x-sandbox-date"

    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data),
            let date = head.headerFields[.init(DateHandler.fieldName)!]
        else { return context.write(data, promise: promise) }
        head.headerFields[.init(DateHandler.fieldName)!] = nil
        head.headerFields[.date] = date.isEmpty ? nil : date
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }
}
