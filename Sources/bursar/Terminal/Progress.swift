import Accounting
import Foundation
import Metering
import Reporting
import Synchronization
import Text

/// The progress of a command that follows submissions: one line that updates itself on a terminal, else
/// a line for each change. Alerts and failures get a line of their own.
final class Progress: Sendable {
    private let context: CommandContext
    private let isQuiet: Bool
    private let started: Instant
    private let screen = Mutex(Screen())

    private struct Screen {
        /// What stands in the line that updates itself, or was the last line; empty when none does.
        var line = ""
        /// The state of each submission, in the order in which they were first reported.
        var standings: [Standing] = []
        /// Redraws the line every second, so that the time in it goes on between two polls.
        var clock: Task<Void, Never>?
    }

    private struct Standing {
        let submission: Submission
        let status: String
    }

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
        case .failed(let submission, let fault):
            let sentence = fault.sentence
            let reason = sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]
            show(submission, fault.isOwn ? "\(reason)" : "no usable answer: \(reason)")
        case .alerted(let alert): note(alert.line)
        }
    }

    /// A line of its own, above the one that updates itself.
    func note(_ text: String) {
        screen.withLock { screen in
            if updatesItself, !screen.line.isEmpty { context.writeError("\r\u{1B}[K") }
            context.note(text)
            screen.line = ""
        }
    }

    /// Leaves the last state on the screen, with the cursor below it.
    func end() {
        screen.withLock { screen in
            screen.clock?.cancel()
            if updatesItself, !screen.line.isEmpty { context.writeError("\n") }
            screen = Screen()
        }
    }

    private var updatesItself: Bool { context.errorTerminal.isTerminal && !isQuiet }

    private func show(_ submission: Submission, _ status: String) {
        guard !isQuiet, submission.state != .refused else { return }
        let standing = Standing(submission: submission, status: TerminalText.escaped(status))
        screen.withLock { screen in
            if let index = screen.standings.firstIndex(where: { $0.submission.id == submission.id })
            {
                screen.standings[index] = standing
            } else {
                screen.standings.append(standing)
            }
            if updatesItself {
                redraw(&screen)
                if screen.clock == nil { screen.clock = makeClock() }
            } else {
                let money = money(of: [standing])
                let line = "\(submission.id) \(standing.status)\(money.isEmpty ? "" : ", \(money)")"
                if line != screen.line { context.note(line) }
                screen.line = line
            }
        }
    }

    private func makeClock() -> Task<Void, Never> {
        Task { [weak self] in
            while (try? await Task.sleep(for: .seconds(1))) != nil, let self {
                screen.withLock { screen in
                    if screen.clock != nil, !screen.line.isEmpty { redraw(&screen) }
                }
            }
        }
    }

    /// The fullest line that fits; the submission's id is the first thing to go.
    private func redraw(_ screen: inout Screen) {
        let standings = screen.standings
        let parts: [String]
        if standings.count == 1, let only = standings.first {
            parts = ["\(only.submission.id)", elapsed, only.status, money(of: standings)]
        } else {
            let words = standings.map(\.status)
            let counts = words.enumerated().filter { words.firstIndex(of: $0.1) == $0.0 }
                .map { word in "\(words.count { $0 == word.1 }) \(word.1)" }
            parts = [
                "\(standings.count) submissions", elapsed, counts.joined(separator: ", "),
                money(of: standings),
            ]
        }
        let room = context.errorTerminal.window - 1
        let full = parts.filter { !$0.isEmpty }.joined(separator: "  ")
        let short = parts.dropFirst().filter { !$0.isEmpty }.joined(separator: "  ")
        let line = TerminalText.width(full) <= room ? full : TerminalText.clipped(short, to: room)
        context.writeError("\r\u{1B}[K\(line)")
        screen.line = line
    }

    private func money(of standings: [Standing]) -> String {
        let held = standings.reduce(USD.zero) { $0 + $1.submission.openReservation }
        if held > .zero { return "\(held.display) reserved" }
        let charges = standings.compactMap(\.submission.charge)
        let isStandIn = !charges.isEmpty && charges.allSatisfy(\.isProvisional)
        return charges.isEmpty
            ? ""
            : "\(charges.reduce(USD.zero) { $0 + $1.usd }.display) charged"
                + (isStandIn ? " provisionally, as reserved" : "")
    }

    private var elapsed: String {
        Elapsed.text(seconds: context.now.seconds(since: started))
    }
}

extension Fault {
    /// Whether it is about the ledger or the books, and not about an answer that brought nothing.
    fileprivate var isOwn: Bool {
        switch kind {
        case .ledger, .lateAnswer, .generationTaken, .unclaimedGeneration: true
        default: false
        }
    }
}
