import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Writes the head of a request for a proxy: the whole URL in its first line, and the credentials.
///
/// Source: RFC 9112, 3.2.2.
final class AbsoluteForm: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    private let proxy: ProxyServer
    private let peer: Peer

    private init(proxy: ProxyServer, peer: Peer) {
        self.proxy = proxy
        self.peer = peer
    }

    /// Puts one in front of the encoder of a new connection.
    static func install(in channel: any Channel, proxy: ProxyServer, peer: Peer)
        -> EventLoopFuture<Void>
    {
        channel.eventLoop.submit {
            let pipeline = channel.pipeline.syncOperations
            let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
            try pipeline.addHandler(
                AbsoluteForm(proxy: proxy, peer: peer), position: .after(encoder))
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data) else {
            return context.write(data, promise: promise)
        }
        head.uri = "http://\(peer.authority)\(head.uri)"
        head.headers.replaceOrAdd(name: "host", value: peer.authority)
        if let authorization = proxy.authorization {
            head.headers.replaceOrAdd(name: "proxy-authorization", value: authorization.headerValue)
        }
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }
}
