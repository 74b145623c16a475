import NIOCore

/// An event of the pipeline: the other side has all of the last answer, and this side has ended.
struct LastAnswerArrived {}

/// Ends this side of a connection when the other one has all that was written, and after a while the rest.
///
/// A client that closes first is seen to have read the answer: once this side has ended, the end of the
/// other is only seen as the end of all.
final class TwoStepClose {
    /// Between two looks at what has arrived.
    private static let pause = TimeAmount.milliseconds(5)

    /// How long the other side may take to end.
    private let linger: TimeAmount
    private var look: Scheduled<Void>?
    private var end: Scheduled<Void>?

    init(linger: TimeAmount) { self.linger = linger }

    func begin(_ context: ChannelHandlerContext) {
        // From the far end, so that every handler sees it.
        end = context.eventLoop.assumeIsolated().scheduleTask(in: linger) {
            context.channel.close(promise: nil)
        }
        endOutput(context)
    }

    /// When the connection is closed.
    func cancel() {
        look?.cancel()
        end?.cancel()
    }

    private func endOutput(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        context.channel.connectionState.assumeIsolated().whenComplete { result in
            guard case .success(let state) = result, !state.hasArrived else {
                return context.close(mode: .output, promise: nil)
            }
            self.look = context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) {
                self.endOutput(context)
            }
        }
    }
}
