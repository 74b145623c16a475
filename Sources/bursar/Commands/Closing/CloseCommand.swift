import Accounting
import ArgumentParser
import LedgerStore
import Reporting
import Text

/// `bursar close`: freezes the statement of a month.
struct CloseCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Freeze a month's statement: write it in every format, and record that.",
        discussion: """
            Writes reports/MONTH with the statement in every format of bursar report, a manifest and \
            SHA256SUMS, and records the closing in the journal. A month is closed once. What comes to it \
            later is listed in the next statement as an adjustment, and is to be paid with that one.

            Submissions that are open, unknown, unpriced or provisional keep a month from being closed; \
            --anyway leaves them, and says what they hold.

            Of a month that is closed it writes the same files again where the folder is missing, and \
            checks them where it is there.

            Examples:
              bursar sync && bursar close --month 2026-11
              bursar verify --statement reports/2026-11
              (cd reports/2026-11 && sha256sum -c SHA256SUMS)
            """)

    @Option(help: "The month (YYYY-MM); it must be over.", transform: ArgumentReader.month)
    var month: Day

    @Flag(help: "Also with submissions whose cost is not final: they are left as they are.")
    var anyway = false

    @Option(help: "The folder to write, which is not there yet (default reports/ and the month).")
    var output: String?

    func check() throws {
        if output == "" { throw ValidationError("--output needs the name of a folder") }
    }

    func run(in context: CommandContext) async throws {
        let ledger = try await context.openLedger()
        let month = Month(of: month)
        let folder = StatementFolder(output ?? "reports/\(month)")
        if let closed = try ledger.closedMonths().first(where: { $0.month == month }) {
            return try await rewrite(closed, of: ledger, to: folder, in: context)
        }
        guard folder.isFree else {
            throw Failure(
                .failed,
                "'\(folder.path)' is there already, and nothing was closed; move it away, or name"
                    + " another folder with --output")
        }
        let calendar = ledger.calendar
        let closed = try await discarding(folder, calendar) {
            try await ledger.close(month, anyway: anyway, at: context.now) { reading in
                folder.discard()
                try folder.make()
                return try StatementFiles.write(reading, calendar, by: folder.write)
            }
        }
        try place(folder, of: closed)
        for open in try ledger.openMonths(before: month) {
            context.note("note: \(open) is not closed")
        }
        try context.print(CloseCommand.words(about: closed, in: folder.path))
    }

    /// Writes the statement of a closed month again, or finds that it is there.
    private func rewrite(
        _ closed: ClosedMonth, of ledger: Ledger, to folder: StatementFolder,
        in context: CommandContext
    ) async throws {
        let at = ledger.calendar.local(closed.at).minutes
        let when = "\(closed.month) was closed \(at) (\(ledger.calendar.identifier))"
        let path = TerminalText.escaped(folder.path)
        guard folder.isFree else {
            let check = StatementCheck.files(folder.path, of: closed)
            guard check.problems.isEmpty else {
                context.note(
                    check.problems.map { TerminalText.escaped($0) }.joined(separator: "\n"))
                throw Failure(
                    .mismatch,
                    "\(when), and '\(folder.path)' is not its statement; move it away, and close the"
                        + " month again to write it anew")
            }
            return try context.print("\(when); \(path) is its statement.\n")
        }
        let calendar = ledger.calendar
        try await discarding(folder, calendar) {
            let manifest = try await ledger.readStatement(of: closed) { reading in
                try folder.make()
                return try StatementFiles.write(reading, calendar, by: folder.write)
            }
            guard manifest == closed.closing.manifest else {
                throw Failure(
                    .mismatch,
                    "\(when), by a bursar that wrote statements otherwise than this one, and nothing"
                        + " was written; take the folder from a backup, or close with that version")
            }
        }
        try place(folder, of: closed)
        try context.print("\(when); its statement is in \(path) again.\n")
    }

    /// Runs `body`, and takes away what it wrote when it throws.
    private func discarding<Result>(
        _ folder: StatementFolder, _ calendar: LedgerCalendar, _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch let refusal as ClosingRefusal {
            folder.discard()
            throw Failure(.failed, refusal.sentence(about: Month(of: month), calendar))
        } catch {
            folder.discard()
            throw error
        }
    }

    private func place(_ folder: StatementFolder, of closed: ClosedMonth) throws {
        do throws(Failure) {
            try folder.place()
        } catch {
            folder.discard()
            throw Failure(
                .failed,
                "\(closed.month) is closed, and its statement was not kept: \(error); run the same"
                    + " command again")
        }
    }
}

extension CloseCommand {
    private static func words(about closed: ClosedMonth, in path: String) -> String {
        let closing = closed.closing
        let adjustments = closing.adjustments
        var lines = ["Closed \(closed.month): \(closing.totals.usd.display) charged."]
        if adjustments.count > 0 {
            lines.append(
                "\(Count.text(adjustments.count, "adjustment")) of closed months:"
                    + " \(adjustments.amount.usd.display); to be paid: \(closing.due.display).")
        }
        if !closing.unsettled.parts.isEmpty {
            lines.append("Left: \(closing.unsettled.words).")
        }
        lines.append(
            "Its statement is in \(TerminalText.escaped(path)); SHA-256 of its manifest:"
                + " \(closing.manifest)")
        return lines.joined(separator: "\n") + "\n"
    }
}
