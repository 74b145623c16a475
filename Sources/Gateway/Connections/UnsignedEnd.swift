import NIOCore
import NIOSSL

/// Takes the end of a TLS connection that was not announced for the end that it is, and not for an error.
///
/// Many clients close without a `close_notify`. Nobody can cut a request short by that, as its length was
/// said; an answer that had arrived by then was read.
final class UnsignedEnd: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case NIOSSLError.uncleanShutdown? = error as? NIOSSLError { return }
        context.fireErrorCaught(error)
    }
}
