import Accounting
import ArgumentParser
import LedgerStore
import Reporting
import Text

extension BudgetCommand {
    /// `bursar budget status`: what is left of them, and where each is heading.
    struct Status: GlanceCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract:
                "Show what is spent, reserved and left of every budget, and where it is heading.",
            discussion: """
                A bar shows what is spent, reserved and free; a mark in the free part is a threshold \
                that alerts. Below it stands what will be spent by the end of the period at the \
                pace of the last days, with bounds that hold four times in five.

                In one line, for a prompt: bursar statusline. On a live screen: bursar watch.
                """)

        @Flag(help: "Print a bursar.budgets/1 document.")
        var json = false

        func run(in context: CommandContext) async throws {
            guard json else { return try await Status.showAside(in: context) }
            try await context.printBudgets(of: context.openLedger())
        }

        static func show(in context: CommandContext) throws {
            let ledger = try context.openLedgerAtOnce()
            let now = context.now
            let outlooks = try context.outlooks(of: ledger, at: now)
            try context.print(
                BudgetText.status(
                    outlooks, asOf: now, style: context.style, calendar: ledger.calendar))
            let shown = Swift.Set(outlooks.map(\.standing.budget.name))
            for mute in try ledger.mutes(at: now) where shown.contains(mute.budget) {
                let day = ledger.calendar.day(of: mute.until).advanced(by: -1)
                context.note(
                    TerminalText.escaped(
                        "note: alerts of budget '\(mute.budget)' are muted up to and including \(day):"
                            + " \(mute.reason)"))
            }
            guard context.viewer.seesEverything else { return }
            let words = AlertsText.undelivered(
                try ledger.undelivered(at: now),
                configured: try context.settings().channelNames)
            if let words {
                context.note("warning: \(AdviceText.joined(words, Advice.listAlerts.words))")
            }
        }
    }
}
