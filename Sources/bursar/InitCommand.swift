import Accounting
import Alerting
import ArgumentParser
import Foundation
import LedgerStore
import Provider
import Reporting

/// `bursar init`: makes the ledger, in a time zone that stays.
struct InitCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the ledger, with the time zone of its days and months.",
        discussion: """
            The zone is fixed from then on. Without init, the first command makes a ledger in UTC, \
            and says so.

            Example:
              bursar init --time-zone Europe/Berlin
            """)

    @Option(
        help: "An IANA name, such as Europe/Berlin (default UTC).",
        transform: ArgumentReader.timeZone)
    var timeZone: String?

    func run(in context: CommandContext) async throws {
        let path = try context.settings().ledgerPath.value
        let zone = timeZone ?? "UTC"
        let existed = Ledger.exists(at: path)
        let ledger = try Ledger(path: path, timeZone: zone, at: context.now)
        let name = ledger.calendar.identifier
        let isSame = timeZone == nil || name == zone
        guard !existed || isSame else {
            throw Failure(
                .failed,
                "the ledger \(path) exists already, with the time zone \(name), which is fixed; name"
                    + " another file with BURSAR_LEDGER")
        }
        context.note(
            existed
                ? "The ledger \(path) exists already (\(name))."
                : "Made the ledger \(path); its days are those of \(name).")
    }
}

/// `bursar config`: every setting, and where it came from.
struct ConfigCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show each setting and where it came from. Secrets are not shown.")

    func run(in context: CommandContext) async throws {
        let settings = try context.settings()
        settings.warnings.forEach { context.note("warning: \($0)") }
        var lines = [
            ("config", settings.configPath.value, settings.configPath.origin.description),
            ("ledger", settings.ledgerPath.value, settings.ledgerPath.origin.description),
            (
                "provider.base_url", baseURL(of: settings, in: context),
                settings.baseURL.origin.description
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

    /// As it is called. One that cannot be called may hold a key in the wrong place.
    private func baseURL(of settings: Settings, in context: CommandContext) -> String {
        do {
            return try ProviderEndpoint(parsing: settings.baseURL.value).baseURL
        } catch {
            context.note("warning: \(error)")
            return "set, cannot be used, not shown"
        }
    }
}
