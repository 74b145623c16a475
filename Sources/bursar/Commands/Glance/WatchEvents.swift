import Dispatch
import Foundation

/// What happens during `watch`, one thing after the other.
final class WatchEvents {
    enum Event: Sendable {
        /// It is time to look at the ledger.
        case look
        /// Another second went by.
        case second
        case key(Character)
        case resized
        /// Ctrl-Z: the process is to stop until `fg`.
        case paused
        /// SIGINT, SIGTERM or SIGHUP.
        case ended
    }

    let stream: AsyncStream<Event>
    private let continuation: AsyncStream<Event>.Continuation
    private let stops: [() -> Void]

    /// - Parameter isScreen: whether keys, seconds and the window matter too.
    init(interval: Duration, ofScreen isScreen: Bool) {
        let (stream, continuation) = AsyncStream.makeStream(of: Event.self)
        self.stream = stream
        self.continuation = continuation
        var stops = [WatchEvents.every(interval, .look, continuation)]
        stops += [SIGINT, SIGTERM, SIGHUP, SIGQUIT].compactMap {
            WatchEvents.on($0, .ended, continuation)
        }
        if isScreen {
            stops.append(WatchEvents.every(.seconds(1), .second, continuation))
            stops += [WatchEvents.on(SIGWINCH, .resized, continuation)].compactMap { $0 }
            stops += [WatchEvents.on(SIGTSTP, .paused, continuation)].compactMap { $0 }
            if isatty(STDIN_FILENO) == 1 { stops.append(WatchEvents.keys(continuation)) }
        }
        self.stops = stops
    }

    func stop() {
        stops.forEach { $0() }
        continuation.finish()
    }

    private static func every(
        _ interval: Duration, _ event: Event, _ continuation: AsyncStream<Event>.Continuation
    ) -> () -> Void {
        let task = Task {
            while (try? await Task.sleep(for: interval)) != nil { continuation.yield(event) }
        }
        return { task.cancel() }
    }

    /// Nil for a signal that this process was started to ignore, as `nohup` does.
    private static func on(
        _ number: Int32, _ event: Event, _ continuation: AsyncStream<Event>.Continuation
    ) -> (() -> Void)? {
        guard
            let source = SignalSource.unlessIgnored(number, { continuation.yield(event) })
        else { return nil }
        return { source.cancel() }
    }

    private static func keys(_ continuation: AsyncStream<Event>.Continuation)
        -> () -> Void
    {
        let source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .global())
        source.setEventHandler {
            var bytes = [UInt8](repeating: 0, count: 64)
            let count = read(STDIN_FILENO, &bytes, bytes.count)
            guard count > 0 else { return source.cancel() }
            for byte in bytes[..<count] {
                continuation.yield(.key(Character(UnicodeScalar(byte))))
            }
        }
        source.resume()
        return { source.cancel() }
    }
}
