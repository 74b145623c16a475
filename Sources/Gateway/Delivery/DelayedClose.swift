import NIOCore

/// The closing of a connection, put off until something is so, or for a time at the most.
///
/// Used on the loop of the connection alone.
final class DelayedClose {
    /// Between two looks.
    private static let pause = TimeAmount.milliseconds(5)

    /// To be succeeded by the close itself.
    let promise: EventLoopPromise<Void>
    var closed: EventLoopFuture<Void> { promise.futureResult }
    private let loop: any EventLoop
    private var look: Scheduled<Void>?

    /// - Parameter promise: of who asked for the close.
    init(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        loop = context.eventLoop
        self.promise = promise ?? context.eventLoop.makePromise()
    }

    /// - Parameters:
    ///   - isDue: looked at again and again.
    ///   - close: called once, unless ``end()`` comes first.
    func begin(
        within time: TimeAmount, until isDue: @escaping () -> Bool, then close: @escaping () -> Void
    ) {
        wait(until: .now() + time, isDue, close)
    }

    /// The connection has ended by itself.
    func end() {
        guard let look else { return }
        look.cancel()
        self.look = nil
        promise.succeed()
    }

    private func wait(
        until deadline: NIODeadline, _ isDue: @escaping () -> Bool, _ close: @escaping () -> Void
    ) {
        look = loop.assumeIsolated().scheduleTask(in: DelayedClose.pause) {
            if isDue() || .now() >= deadline {
                self.look = nil
                close()
            } else {
                self.wait(until: deadline, isDue, close)
            }
        }
    }
}
