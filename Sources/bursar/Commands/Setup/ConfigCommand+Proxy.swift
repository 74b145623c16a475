import Provider
import Reporting
import Text
import Transport

extension ConfigCommand {
    /// The proxy that leads to the provider, and what is called without one: name, value, origin. Its
    /// user and password are not shown.
    static func proxyLines(_ settings: Settings, in context: CommandContext)
        -> [(String, String, String)]
    {
        let exceptions = settings.proxies.exceptions
        return [
            proxyLine(settings, in: context),
            (
                "no_proxy", exceptions?.text ?? "not set",
                exceptions.map { "from \($0.variable)" } ?? "default"
            ),
        ]
    }

    private static func proxyLine(_ settings: Settings, in context: CommandContext)
        -> (String, String, String)
    {
        let name = "provider.proxy"
        guard let endpoint = try? ProviderEndpoint(parsing: settings.baseURL.value) else {
            return (name, "not known", "the base URL cannot be used")
        }
        switch settings.proxies.choice(for: endpoint.peer) {
        case .direct: return (name, "none", "default")
        case .excepted(let reason): return (name, "none", "\(endpoint.authority) is in \(reason)")
        case .loopback: return (name, "none", "\(endpoint.authority) is this machine")
        case .through(let proxy, let variable): return (name, "\(proxy)", "from \(variable)")
        case .unusable(let variable, let flaw):
            context.note("warning: \(variable): \(TerminalText.escaped(flaw.description))")
            return (name, "set, cannot be used, not shown", "from \(variable)")
        }
    }
}
