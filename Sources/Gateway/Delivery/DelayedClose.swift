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

    /// - Parameters:
    ///   - loop: that of the connection.
    ///   - promise: of who asked for the close.
    init(on loop: any EventLoop, _ promise: EventLoopPromise<Void>?) {
        self.loop = loop
        self.promise = promise ?? loop.makePromise()
    }

    /// - Parameters:
    ///   - isDue: looked at again and again.
    ///   - close: called once, unless ``end()`` comes first.
    func begin(
        within time: TimeAmount, until isDue: @escaping () -> Bool, then close: @escaping () -> Void
    ) {
        wait(until: loop.now + time, isDue, close)
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
            if isDue() || self.loop.now >= deadline {
                self.look = nil
                close()
            } else {
                self.wait(until: deadline, isDue, close)
            }
        }
    }
}
