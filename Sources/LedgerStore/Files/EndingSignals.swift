import Foundation
import Synchronization

/// What a signal's handler takes away: a name, or nil, in each place.
nonisolated(unsafe) private let endedNames = {
    let names = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
        .allocate(capacity: EndingSignals.mostNames)
    names.initialize(repeating: nil, count: EndingSignals.mostNames)
    return names
}()

/// Takes files under temporary names away when a signal ends the program: the copy of an interrupted backup
/// would stay, a gigabyte under a hidden name.
///
/// A signal that is handled elsewhere, or ignored, is left alone: what it interrupts ends by itself, and
/// takes its files away. Nothing helps against SIGKILL.
enum EndingSignals {
    /// As many names as are watched at once; those beyond stay behind.
    static let mostNames = 64

    private static let numbers = [SIGINT, SIGTERM, SIGHUP]
    /// How many names are watched.
    private static let count = Mutex(0)

    /// Names that are watched for as long as the value lives.
    final class Watch: Sendable {
        private let places: [Int]

        init(_ paths: [String]) { places = EndingSignals.add(paths) }

        deinit { EndingSignals.release(places) }
    }

    private static func add(_ paths: [String]) -> [Int] {
        count.withLock { count in
            let free = (0..<mostNames).filter { endedNames[$0] == nil }
            let places = zip(free, paths).map { place, path in
                endedNames[place] = strdup(path)
                return place
            }
            if count == 0 { numbers.forEach(handle) }
            count += places.count
            return places
        }
    }

    private static func release(_ places: [Int]) {
        count.withLock { count in
            // A handler may be reading the text at this moment: its few bytes are not given back.
            places.forEach { endedNames[$0] = nil }
            count -= places.count
            if count == 0 { numbers.forEach(restore) }
        }
    }

    private static func handle(_ number: Int32) {
        guard action(of: number) == unsafeBitCast(SIG_DFL, to: Int.self) else { return }
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        // The second time it does what it does by default.
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_NODEFER
        sigaction(number, &action, nil)
    }

    private static func restore(_ number: Int32) {
        guard action(of: number) == unsafeBitCast(handler, to: Int.self) else { return }
        signal(number, SIG_DFL)
    }

    private static func action(of number: Int32) -> Int {
        var current = sigaction()
        sigaction(number, nil, &current)
        return unsafeBitCast(current.__sigaction_handler.sa_handler, to: Int.self)
    }

    /// Only what a handler may do.
    private static let handler: @convention(c) (Int32) -> Void = { number in
        for place in 0..<EndingSignals.mostNames {
            if let name = endedNames[place] { unlink(name) }
        }
        raise(number)
    }
}
