import Accounting
import Foundation
import Synchronization

/// Signals to this process are passed on to the command that it runs. After the command, what was sent is
/// still waited for: a second signal leaves without it.
final class RelayedSignals: Sendable {
    private enum Stage {
        /// They are passed on once it runs.
        case before([Int32])
        case during(ChildProcess)
        /// How many came since.
        case after(ContinuousClock.Instant, count: Int)
    }

    /// A key of the terminal that ended the command may be heard of after its end.
    private static let echo = Duration.milliseconds(300)

    private let stage = Mutex(Stage.before([]))
    private let context: CommandContext
    private let budget: Name?

    /// - Parameter budget: the budget of this run, which stays where the process leaves early.
    init(_ context: CommandContext, budget: Name?) {
        self.context = context
        self.budget = budget
        CaughtSignals.handle([SIGINT, SIGQUIT, SIGTERM, SIGHUP]) {
            self.take($0, isFromKernel: $1)
        }
    }

    func begin(_ child: ChildProcess) {
        stage.withLock { stage in
            if case .before(let numbers) = stage { numbers.forEach(child.kill) }
            stage = .during(child)
        }
    }

    func end() { stage.withLock { $0 = .after(.now, count: 0) } }

    private func take(_ number: Int32, isFromKernel: Bool) {
        let count = stage.withLock { stage -> Int in
            switch stage {
            case .before(let numbers): stage = .before(numbers + [number])
            case .during(let child):
                // A key of the terminal has reached the command by itself.
                if !isFromKernel || !child.isInOwnGroup { child.kill(number) }
            case .after(let end, let count):
                // A terminal that closes sends its own.
                guard number != SIGHUP,
                    !isFromKernel || end.duration(to: .now) > RelayedSignals.echo
                else { return 0 }
                stage = .after(end, count: count + 1)
                return count + 1
            }
            return 0
        }
        if count == 1 {
            context.note(
                "bursar: waiting for the answer to what was sent; once more leaves without it")
        } else if count > 1 {
            context.note(
                "bursar: left before the answer came; what was sent may be charged, and its money"
                    + " stays reserved. See: bursar list"
                    + (budget.map { "; end its budget: bursar budget remove \($0)" } ?? ""))
            exit(128 + number)
        }
    }
}
