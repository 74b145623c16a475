import Accounting
import Alerting
import ArgumentParser
import Foundation
import LedgerStore
import Provider
import Reporting
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
        let (ledger, how) = try Ledger.found(at: path, timeZone: timeZone, at: context.now)
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

/// `bursar config`: every setting, and where it came from.
struct ConfigCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show each setting and where it came from. Secrets are not shown.")

    func run(in context: CommandContext) async throws {
        let settings = try context.settings()
        if let fault = settings.faults.first { throw fault.failure }
        settings.warnings.forEach { context.note("warning: \($0)") }
        let ledger = try settings.ledgerPath
        let provider = try settings.baseURL
        var lines = [
            ("config", settings.configPath.value, settings.configPath.origin.description),
            ("ledger", ledger.value, ledger.origin.description),
            (
                "provider.base_url", shown(provider.value, in: context),
                provider.origin.description
            ),
            (
                "api key", settings.key == nil ? "not set" : "set, not shown",
                settings.key?.origin.description ?? "set AIMLAPI_API_KEY"
            ),
            (
                "alerts.balance_below", settings.balanceBelow?.value ?? "not set",
                settings.balanceBelow?.origin.description ?? "default"
            ),
        ]
        lines += ConfigCommand.proxyLines(settings, in: context)
        for channel in settings.channels {
            lines.append(
                (
                    "alerts.channel", "\(channel.name) (\(channel.type))",
                    "from \(settings.configPath.value)"
                ))
        }
        let width = lines.map(\.0.count).max() ?? 0
        let text = lines.map { name, value, origin in
            let padding = String(repeating: " ", count: width - name.count)
            return
                "\(name)\(padding)  \(TerminalText.escaped(value))  (\(TerminalText.escaped(origin)))\n"
        }
        try context.print(text.joined())
    }

    /// One that cannot be called may hold a key in the wrong place.
    private func shown(_ baseURL: String, in context: CommandContext) -> String {
        do {
            return try ProviderEndpoint(parsing: baseURL).shown
        } catch {
            context.note("warning: \(error.sentence)")
            return "set, cannot be used, not shown"
        }
    }
}
