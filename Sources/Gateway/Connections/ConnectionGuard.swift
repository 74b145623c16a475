import NIOCore
import NIOHTTP1

/// Ends connections where Hummingbird would read on, and keeps requests and answers apart.
///
/// It stands between NIO's parser and Hummingbird. A connection ends behind an answer that was
/// written before its request was whole, that says `connection: close`, that the client said is the
/// last, or that refuses what is no HTTP: what follows on it is not read as a request, also when it
/// has come already. It is ended in two steps, so that a client that is still sending sees the
/// answer instead of a reset.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case open
        /// Nothing more is taken in; what is due is still answered.
        case deaf
        /// The last answer is written.
        case ending
    }

    private let closing: TwoStepClose
    private let headTooLarge: GatewayError
    private var state = State.open
    private var exchange: Exchange?
    /// What came behind a request that is not answered yet; nothing is read meanwhile.
    private var held = CircularBuffer<HTTPServerRequestPart>()
    private var isReadDue = false
    /// Whether the parser has stopped: it would keep in memory whatever comes.
    private var isUpgraded = false
    private var isLastAnswer = false
    private var peerHasEnded = false

    /// - Parameter linger: for how long what a client still sends is read and dropped.
    init(linger: TimeAmount, headTooLarge: GatewayError) {
        closing = TwoStepClose(linger: linger)
        self.headTooLarge = headTooLarge
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard state == .open else { return }
        let part = unwrapInboundIn(data)
        if exchange?.isWhole == true || !held.isEmpty {
            held.append(part)
        } else {
            take(part, context)
        }
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head):
            if let flaw = StrictHead.flaw(of: head) {
                return errorCaught(context: context, error: flaw)
            }
            exchange = Exchange(head)
        case .body: exchange?.awaitsContinue = false
        case .end:
            exchange?.isWhole = true
            if exchange?.isLast == true { state = .deaf }
            isUpgraded = exchange?.isUpgrade == true
        }
        context.fireChannelRead(wrapInboundOut(part))
    }

    /// Hands on the next request, as far as it has come.
    private func release(_ context: ChannelHandlerContext) {
        guard !held.isEmpty else { return }
        while state == .open, exchange?.isWhole != true, let part = held.popFirst() {
            take(part, context)
        }
        if state != .open { held.removeAll() }
        context.fireChannelReadComplete()
        if held.isEmpty, isReadDue { read(context: context) }
    }

    func read(context: ChannelHandlerContext) {
        isReadDue = !held.isEmpty
        if !isReadDue, !isUpgraded { context.read() }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        if state == .ending, !isUpgraded { context.read() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let isOfParser = error is HTTPParserError || error is ByteToMessageDecoderError
        guard isOfParser else { return context.fireErrorCaught(error) }
        guard state == .open else { return }
        state = .deaf
        held.removeAll()
        // In a body, Hummingbird answers with 400. Of a head that is none it would say nothing.
        guard exchange == nil else { return context.fireErrorCaught(error) }
        for part in StrictHead.answer(to: error, ifTooLarge: headTooLarge).parts {
            write(context: context, data: wrapOutboundOut(part), promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event as? ChannelEvent {
        case .inputClosed:
            peerHasEnded = true
            context.fireUserInboundEventTriggered(event)
            if state == .ending { context.channel.close(promise: nil) }
            return
        // Hummingbird would close the connection at the event itself.
        case .outputClosed where state == .ending:
            return context.fireUserInboundEventTriggered(LastAnswerArrived())
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        closing.cancel()
        context.fireChannelInactive()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // A second answer to one request would be taken for the answer to the next. If its writing
        // failed, Hummingbird would close the connection, and the first would be lost.
        guard state != .ending else {
            promise?.succeed()
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head): write(head: head, context: context, promise: promise)
        case .body where exchange?.isHead == true: promise?.succeed()
        case .body: context.write(data, promise: promise)
        case .end:
            exchange = nil
            guard isLastAnswer else {
                context.write(data, promise: promise)
                return release(context)
            }
            state = .ending
            held.removeAll()
            let written = promise ?? context.eventLoop.makePromise()
            context.writeAndFlush(data, promise: written)
            written.futureResult.assumeIsolated().whenComplete { _ in
                self.end(context: context)
            }
        }
    }

    private func write(
        head: HTTPResponseHead, context: ChannelHandlerContext, promise: EventLoopPromise<Void>?
    ) {
        var head = head
        if !(100..<200).contains(head.status.code) {
            isLastAnswer =
                exchange.map { $0.isLast || !$0.isWhole } ?? true
                || head.headers["connection"].contains { $0.lowercased() == "close" }
            if isLastAnswer { head.headers.replaceOrAdd(name: "connection", value: "close") }
            if exchange?.isHead == true, !head.headers.contains(name: "content-length") {
                head.headers.add(name: "content-length", value: "0")
            }
        }
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard event is ContinueSignal else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        guard state != .ending, exchange?.awaitsContinue == true else {
            promise?.succeed()
            return
        }
        exchange?.awaitsContinue = false
        context.writeAndFlush(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))),
            promise: promise)
    }

    /// Hummingbird ends its side too, which has been done.
    func close(
        context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?
    ) {
        if state == .ending, mode == .output {
            promise?.succeed()
        } else {
            context.close(mode: mode, promise: promise)
        }
    }

    private func end(context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        if peerHasEnded { return context.channel.close(promise: nil) }
        closing.begin(context)
        if !isUpgraded { context.read() }
    }
}
