import Accounting
import Metering
import Reporting
import Synchronization
import Text

/// How far the provider's books were read: one line that updates itself, on a terminal only.
final class ReconcileProgress: Sendable {
    private let context: CommandContext
    private let isShown: Bool
    private let hasLine = Mutex(false)

    init(context: CommandContext, isQuiet: Bool) {
        self.context = context
        isShown = context.errorTerminal.isTerminal && !isQuiet
    }

    @Sendable func show(_ progress: BookProgress) {
        guard isShown else { return }
        let text: String
        switch progress {
        case .log(let rows, let oldest): text = "reading the log: \(rows) rows, back to \(oldest)"
        case .bill(let lines, let oldest):
            text = "reading the bill: \(lines) lines, back to \(oldest)"
        }
        let line = TerminalText.clipped(text, to: context.errorTerminal.window - 1)
        hasLine.withLock { $0 = true }
        context.writeError("\r\u{1B}[K\(line)")
    }

    /// Takes the line away.
    func end() {
        let had = hasLine.withLock { hasLine in
            defer { hasLine = false }
            return hasLine
        }
        if had { context.writeError("\r\u{1B}[K") }
    }

    /// What happens to submissions meanwhile: failures and alerts have a line.
    @Sendable func observe(_ observation: Observation) {
        switch observation {
        case .alerted(let alert): note(alert.line)
        case .failed(let submission, let fault):
            note(
                "warning: submission \(submission.id) was left as it is:"
                    + " \(TerminalText.escaped(fault.sentence))")
        case .changed, .running: break
        }
    }

    private func note(_ text: String) {
        end()
        context.note(text)
    }
}
