import Dispatch
import Foundation

/// Where the handler writes to, and what reads it there.
nonisolated(unsafe) private var signalPipe: Int32 = -1
nonisolated(unsafe) private var signalSource: (any DispatchSourceRead)?

/// Signals that are handled instead of ending the process, and whether the kernel sent them: those of the
/// keys of a terminal, which its whole foreground group gets.
///
/// Programs that this one starts do not inherit it, as they would inherit an ignored signal.
enum CaughtSignals {
    /// To be called once in a process. Handles signals from now on.
    ///
    /// - Parameters:
    ///   - numbers: of them, those that this process was started to ignore stay ignored.
    ///   - body: called for one signal after the other.
    static func handle(
        _ numbers: [Int32],
        _ body: @escaping @Sendable (_ number: Int32, _ isFromKernel: Bool) -> Void
    ) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        let reader = ends[0]
        signalPipe = ends[1]
        let source = DispatchSource.makeReadSource(
            fileDescriptor: reader, queue: DispatchQueue(label: "signals"))
        source.setEventHandler {
            var pair: (UInt8, UInt8) = (0, 0)
            while read(reader, &pair, 2) == 2 { body(Int32(pair.0), pair.1 == 1) }
        }
        source.resume()
        signalSource = source
        for number in numbers where !SignalSource.isIgnored(number) { catchSignal(number) }
    }

    private static func catchSignal(_ number: Int32) {
        var action = sigaction()
        // Only what a handler may do, and `errno` stays as it was.
        action.__sigaction_handler.sa_sigaction = { number, facts, _ in
            let before = errno
            var pair = (
                UInt8(truncatingIfNeeded: number),
                UInt8((facts?.pointee.si_code ?? 0) > 0 ? 1 : 0)
            )
            _ = write(signalPipe, &pair, 2)
            errno = before
        }
        action.sa_flags = SA_SIGINFO | SA_RESTART
        sigaction(number, &action, nil)
    }
}
