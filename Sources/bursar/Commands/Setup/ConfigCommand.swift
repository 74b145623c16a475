import Accounting
import Alerting
import ArgumentParser
import Provider
import Reporting
import Text

/// `bursar config`: every setting, and where it came from.
struct ConfigCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show each setting and where it came from. Secrets are not shown.")

    func run(in context: CommandContext) async throws {
        let settings = try context.settings()
        if let fault = settings.faults.first { throw fault.failure }
        settings.warnings.forEach { context.note("warning: \($0)") }
        let provider = try settings.baseURL
        var lines = [
            ("config", settings.configPath.value, settings.configPath.origin.description)
        ]
        lines += try context.gatewayAddress().map(ConfigCommand.lines) ?? [ledgerLine(settings)]
        lines += [
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

    private func ledgerLine(_ settings: Settings) throws -> (String, String, String) {
        let ledger = try settings.ledgerPath
        return ("ledger", ledger.value, ledger.origin.description)
    }

    /// Where a gateway owns the ledger, there is none here.
    private static func lines(of gateway: GatewayAddress) -> [(String, String, String)] {
        [
            ("gateway", gateway.shown, "from \(GatewayAddress.variable)"),
            (
                "gateway key", gateway.key == nil ? "not set" : "set, not shown",
                gateway.key == nil
                    ? "set \(GatewayAddress.keyVariable)" : "from \(GatewayAddress.keyVariable)"
            ),
        ]
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
