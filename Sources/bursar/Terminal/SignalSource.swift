import Dispatch
import Foundation

/// A signal that is handled instead of ending the process.
enum SignalSource {
    /// Nil for a signal that this process was started to ignore, as `nohup` does.
    static func unlessIgnored(_ number: Int32, _ body: @escaping @Sendable () -> Void)
        -> (any DispatchSourceSignal)?
    {
        guard !isIgnored(number) else { return nil }
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler(handler: body)
        source.resume()
        return source
    }

    /// Whether this process ignores it, and programs that it starts will.
    static func isIgnored(_ number: Int32) -> Bool {
        var current = sigaction()
        sigaction(number, nil, &current)
        let handler = unsafeBitCast(current.__sigaction_handler.sa_handler, to: Int.self)
        return handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
