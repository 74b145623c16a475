import Accounting
import ArgumentParser
import Inquiries
import LedgerStore
import Reporting

/// `bursar statusline`: the accounts in one short line.
struct StatusLineCommand: GlanceCommand {
    static let configuration = CommandConfiguration(
        commandName: "statusline",
        abstract: "Print one short line, for a prompt or the status bar of tmux.",
        discussion: """
            Of the most used budget: how much of it is used, what is left, and what will be spent \
            by the end of its period. Without budgets: what was spent today and this month.

            It makes no ledger and waits for no other program. Without a ledger it says so, and exits with 0; \
            of one that is busy or damaged it says that, and exits with 75 (see: bursar doctor).

            In ~/.tmux.conf:
              set -g status-right '#(bursar statusline)'
            In ~/.bashrc:
              PS1='$(bursar statusline) \\$ '
            In ~/.zshrc, where % has a meaning of its own:
              setopt prompt_subst; RPROMPT='${$(bursar statusline)//\\%/%%}'
            """)

    @Option(help: "The budget to show (default: the most used one).")
    var budget: Name?

    func run(in context: CommandContext) async throws {
        try await OwnThread.run { try StatusLineCommand.show(in: context, budget: budget) }
    }

    static func show(in context: CommandContext) throws { try show(in: context, budget: nil) }

    private static func show(in context: CommandContext, budget: Name?) throws {
        do {
            let ledger =
                try context.served ?? Ledger(readOnly: context.settings().ledgerPath.value)
            try context.warnOfClock(ledger)
            try context.print(line(of: ledger, budget: budget, in: context))
        } catch let error as LedgerError where error.kind == .notFound {
            try context.print(StatusLine.noLedger)
        } catch let error as LedgerError where error.isAboutTheFile {
            // A prompt has one line.
            try context.print(words(for: error.kind) + "\n")
            throw Failure(.ledger)
        }
    }

    private static func line(of ledger: Ledger, budget: Name?, in context: CommandContext) throws
        -> String
    {
        let now = context.now
        let standings = try ledger.standings(at: now)
            .filter { context.viewer.maySee($0.budget.scope) }
        if let budget {
            try context.require(budget: budget, in: ledger)
            return try standings.first { $0.budget.name == budget }
                .map { try line(of: $0, in: ledger, at: now, style: context.style) } ?? ""
        }
        if let mostUsed = StatusLine.choice(of: standings) {
            return try line(of: mostUsed, in: ledger, at: now, style: context.style)
        }
        let today = ledger.calendar.day(of: now)
        var filter = try SubmissionFilter().narrowed(to: context.viewer)
        filter.firstDay = today.startOfMonth
        filter.lastDay = today
        let rows = try ledger.rolledUpSpend(matching: filter).rows
        return StatusLine.spent(
            today: sum(rows.filter { $0.key.day == today }), month: sum(rows), on: today)
    }

    private static func line(
        of standing: BudgetStanding, in ledger: Ledger, at now: Instant, style: TextStyle
    ) throws -> String {
        let outlook = BudgetOutlook(
            standing, history: try ledger.history(of: standing.budget.scope, at: now),
            calendar: ledger.calendar, at: now)
        return StatusLine.budget(outlook, at: now, calendar: ledger.calendar, style: style)
    }

    private static func sum(_ rows: [SpendRow]) -> USD { rows.reduce(.zero) { $0 + $1.spend.usd } }

    private static func words(for kind: LedgerError.Kind) -> String {
        switch kind {
        case .busy: "ledger busy"
        case .emptied: "ledger empty"
        case .older: "ledger of an older format"
        case .newer: "ledger newer than bursar"
        case .readOnly: "ledger read-only"
        default: "ledger unreadable"
        }
    }
}
