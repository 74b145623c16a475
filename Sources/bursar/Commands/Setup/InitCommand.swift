import Accounting
import ArgumentParser
import LedgerStore
import Text

/// `bursar init`: makes the ledger, in a time zone that stays.
struct InitCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the ledger, with the time zone of its days and months.",
        discussion: """
            The zone is fixed once something is recorded. Without init, the first command that \
            records something makes a ledger in UTC, and says so. An empty file (0 bytes) in its \
            place is made a ledger only by init.

            Example:
              bursar init --time-zone Europe/Berlin
            """)

    @Option(
        help: "An IANA name, such as Europe/Berlin (default UTC).",
        transform: ArgumentReader.timeZone)
    var timeZone: String?

    func run(in context: CommandContext) async throws {
        let path = try context.settings().ledgerPath.value
        let (ledger, how) = try await Ledger.found(
            at: path, timeZone: timeZone, at: context.now)
        let name = ledger.calendar.identifier
        guard timeZone == nil || name == timeZone else {
            throw Failure(
                .failed,
                "the ledger \(path) exists already, with the time zone \(name), which is fixed; name"
                    + " another file with BURSAR_LEDGER")
        }
        context.note(TerminalText.escaped(words(how, path, name)))
    }

    private func words(_ how: Ledger.Founding, _ path: String, _ zone: String) -> String {
        switch how {
        case .made: "Made the ledger \(path); its days are those of \(zone)."
        case .madeOfEmptyFile:
            "Made the ledger \(path) of an empty file; its days are those of \(zone). If that file held"
                + " accounts before, restore a backup: bursar restore FILE"
        case .wasThere: "The ledger \(path) exists already (\(zone))."
        case .movedFrom(let before):
            "The ledger \(path) had nothing in it yet; its days are those of \(zone) now, and no longer"
                + " of \(before)."
        }
    }
}
