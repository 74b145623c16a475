import Dispatch
import Foundation
import Synchronization

/// Turns SIGINT and SIGTERM into the cancellation of what runs; the second one ends the process.
///
/// What was sent cannot be called back, so its answer is still awaited; a line says so.
enum Interruption {
    static func watching<Result: Sendable>(
        _ context: CommandContext, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let task = Task { try await body() }
        let counter = Counter()
        // When a terminal closes, the shell and the kernel both send SIGHUP: the second counts for nothing.
        let hangup = SignalSource.unlessIgnored(SIGHUP) { task.cancel() }
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if counter.next() > 1 {
                    context.say(
                        "left before the answer came; what was sent may be charged, and its"
                            + " money stays reserved. See: bursar list")
                    exit(ExitStatus.interrupted.rawValue)
                }
                task.cancel()
                DispatchQueue.global().asyncAfter(deadline: .now() + 1) {
                    guard !counter.isOver else { return }
                    context.say(
                        "waiting for the answer to what was sent; Ctrl-C again leaves"
                            + " without it")
                }
            }
            source.resume()
            return source
        }
        defer {
            counter.end()
            sources.forEach { $0.cancel() }
            // What comes after is no longer watched, and may be ended.
            [SIGINT, SIGTERM].forEach { signal($0, SIG_DFL) }
            if let hangup {
                hangup.cancel()
                signal(SIGHUP, SIG_DFL)
            }
        }
        return try await task.value
    }

    private final class Counter: Sendable {
        private let state = Mutex((count: 0, isOver: false))

        var isOver: Bool { state.withLock { $0.isOver } }

        func next() -> Int {
            state.withLock {
                $0.count += 1
                return $0.count
            }
        }

        func end() { state.withLock { $0.isOver = true } }
    }
}

extension CommandContext {
    /// A line of its own, below what a terminal shows at the moment.
    fileprivate func say(_ text: String) {
        note("\(errorTerminal.isTerminal ? "\n" : "")bursar: \(text)")
    }
}
