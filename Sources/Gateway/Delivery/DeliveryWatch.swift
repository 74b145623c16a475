import Accounting
import HTTPTypes
import NIOCore
import NIOHTTPTypes
import NIOPosix

/// Sees on a connection whether the answer to a POST was read by the client.
///
/// | after the answer was written | the answer |
/// |---|---|
/// | the next request of the connection | was read |
/// | the client closed, and its machine has acknowledged all of it | was read |
/// | the gateway ended its side when all of it had arrived, and then the client closed | was read |
/// | the client closed before it had all of it; a reset; an error | was lost |
/// | the connection was idle for so long that it is closed here | was read |
///
/// A connection that is closed here right behind an answer, as all are at the end of the gateway, is closed
/// when the client's machine has all of it, and after ``Deliveries/quiet`` at the latest.
/// The machine of a program that ends with an answer unread in its socket sends a reset, and not the end of
/// the stream.
/// An answer is known by its header `x-bursar-submission-id`; what is no answer to a POST is not in
/// ``Deliveries``.
final class DeliveryWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let deliveries: Deliveries
    /// The answer that is being written.
    private var current: SubmissionID?
    /// The answer that was written, and of which it is not known what became.
    private var written: SubmissionID?
    private var isInputClosed = false
    private var lastHasArrived = false
    /// The close that waits for the answer to arrive.
    private var closing: DelayedClose?

    init(_ deliveries: Deliveries) { self.deliveries = deliveries }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            current = head.headerFields[SubmissionHeaders.id].flatMap(SubmissionID.init)
            context.write(data, promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            guard let id = current else { return context.write(data, promise: promise) }
            let ended = promise ?? context.eventLoop.makePromise()
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            ended.futureResult.whenComplete { result in
                let (watch, context) = bound.value
                watch.end(id, result, context)
            }
            context.write(data, promise: ended)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) { resolve(isReached: true) }
        // It would be cut off in the middle.
        if closing != nil { return }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            isInputClosed = true
            if written != nil { resolve(isReached: hasAcknowledgedAll(context)) }
        }
        if event is LastAnswerArrived { lastHasArrived = true }
        context.fireUserInboundEventTriggered(event)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .output { return context.close(mode: mode, promise: promise) }
        if let closing { return closing.closed.cascade(to: promise) }
        if isSettled(context) { return context.close(mode: mode, promise: promise) }
        let closing = DelayedClose(on: context.eventLoop, promise)
        self.closing = closing
        closing.begin(within: TimeAmount(Deliveries.quiet)) {
            self.isSettled(context)
        } then: {
            self.lose()
            context.close(mode: mode, promise: closing.promise)
        }
    }

    /// Whether it is known of every answer what became of it; an answer that has arrived was read.
    private func isSettled(_ context: ChannelHandlerContext) -> Bool {
        if written != nil, hasAcknowledgedAll(context) { resolve(isReached: true) }
        return written == nil && current == nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        lose()
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        // A reset would have been an error before. Its own end is no event when this side has ended.
        resolve(isReached: lastHasArrived)
        lose()
        closing?.end()
        deliveries.noteClosed(context.channel)
        context.fireChannelInactive()
    }

    private func end(
        _ id: SubmissionID, _ result: Result<Void, any Error>, _ context: ChannelHandlerContext
    ) {
        guard current == id else { return }
        current = nil
        guard case .success = result else { return deliveries.noteLost(id) }
        deliveries.noteWritten(id)
        written = id
        // It had closed before: perhaps one side only, and it still reads.
        if isInputClosed { resolve(isReached: false) }
    }

    private func lose() {
        if let id = current { deliveries.noteLost(id) }
        current = nil
        resolve(isReached: false)
    }

    private func resolve(isReached: Bool) {
        guard let id = written else { return }
        written = nil
        if isReached { deliveries.noteReached(id) } else { deliveries.noteLost(id) }
    }

    private func hasAcknowledgedAll(_ context: ChannelHandlerContext) -> Bool {
        // On the channel's own loop it is there at once.
        let answer = NIOLoopBoundBox(false, eventLoop: context.eventLoop)
        context.channel.connectionState.whenSuccess { answer.value = $0.hasArrived }
        return answer.value
    }
}
