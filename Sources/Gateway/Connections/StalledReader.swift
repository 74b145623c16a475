import NIOCore

/// Ends the connection of a client that takes nothing of its answer any more.
///
/// A slow one is left alone, as long as some of what waits for it goes out within the time. The system
/// takes more only when a third of its own buffer is free, about 1 MB on Linux: that much is the
/// least within the time.
final class StalledReader: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let patience: TimeAmount
    private var look: Scheduled<Void>?
    private var waitingBytes = 0

    init(patience: TimeAmount) { self.patience = patience }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        look?.cancel()
        if !context.channel.isWritable { watch(context) }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        look?.cancel()
        context.fireChannelInactive()
    }

    private func watch(_ context: ChannelHandlerContext) {
        waitingBytes = waiting(context)
        look = context.eventLoop.assumeIsolated().scheduleTask(in: patience) {
            if self.waiting(context) >= self.waitingBytes {
                context.close(promise: nil)
            } else {
                self.watch(context)
            }
        }
    }

    /// Bytes of answers that are not with the system yet.
    private func waiting(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }
}
