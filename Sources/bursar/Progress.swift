import Accounting
import Foundation
import Metering
import Reporting
import Synchronization

/// What a command says while it follows: one line that updates itself on a terminal, else a line
/// for each change. Alerts and troubles get a line of their own.
final class Progress: Sendable {
    private let context: CommandContext
    private let isQuiet: Bool
    private let started: Instant
    private let last = Mutex("")

    init(context: CommandContext, isQuiet: Bool) {
        self.context = context
        self.isQuiet = isQuiet
        started = context.now
    }

    @Sendable func observe(_ observation: Observation) {
        switch observation {
        case .changed(let submission): show(submission, submission.state.rawValue)
        case .running(let submission, let status, let isKnown):
            show(
                submission, isKnown ? status : "\(status) (a status that is not known; polling on)")
        case .troubled(let submission, let fault):
            show(submission, "no answer, asking again: \(fault.message)")
        case .alerted(let alert):
            last.withLock { last in
                clearLine(last)
                context.note("warning: \(TerminalText.escaped(alert.message))")
                last = ""
            }
        }
    }

    /// Leaves the last state on the screen, with the cursor below it.
    func end() {
        last.withLock { last in
            if context.errorTerminal.isTerminal, !isQuiet, !last.isEmpty {
                context.writeError("\n")
            }
            last = ""
        }
    }

    private func show(_ submission: Submission, _ status: String) {
        guard !isQuiet, submission.state != .refused else { return }
        let held = submission.openReservation
        let money =
            held > .zero
            ? "\(held.display) reserved"
            : submission.charge.map { "\($0.usd.display) charged" } ?? ""
        let state = TerminalText.escaped(status)
        last.withLock { last in
            if context.errorTerminal.isTerminal {
                let line = TerminalText.clipped(
                    "\(submission.id)  \(elapsed)  \(state)  \(money)",
                    to: context.errorTerminal.columns - 1)
                context.writeError("\r\u{1B}[K\(line)")
                last = line
            } else {
                let line = "\(submission.id) \(state)\(money.isEmpty ? "" : ", \(money)")"
                if line != last { context.note(line) }
                last = line
            }
        }
    }

    private func clearLine(_ last: String) {
        if context.errorTerminal.isTerminal, !last.isEmpty { context.writeError("\r\u{1B}[K") }
    }

    private var elapsed: String {
        let seconds = Int(context.now.seconds(since: started))
        return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }
}
