import Text

/// The variables of a command that calls a gateway in the provider's place.
struct CommandEnvironment {
    let url: String
    let token: String

    private static let proxies = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
    /// A shorter text may stand in a value by chance.
    private static let leastKeyLength = 16

    /// - Parameter environment: that of this process.
    func variables(from environment: [String: String]) -> [String: String] {
        let keys = Settings.keyVariables.compactMap { environment[$0]?.trimmed }
            .filter { !$0.isEmpty }
        var variables = environment.mapValues { keys.reduce($0, withoutKey) }
        for name in Settings.baseURLVariables { variables[name] = url }
        for name in Settings.keyVariables { variables[name] = token }
        let hasProxy = CommandEnvironment.proxies.contains { environment[$0]?.isEmpty == false }
        guard hasProxy else { return variables }
        // A proxy elsewhere would look for the gateway on its own machine.
        let exceptions = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
        let host = "127.0.0.1"
        let more = exceptions.isEmpty ? host : "\(exceptions),\(host)"
        for name in ["no_proxy", "NO_PROXY"] {
            variables[name] = exceptions == "*" ? exceptions : more
        }
        return variables
    }

    /// The provider's key may have another name as well; whatever sends it sends the token now.
    private func withoutKey(_ value: String, _ key: String) -> String {
        if value.trimmed == key { return token }
        return key.utf8.count < CommandEnvironment.leastKeyLength
            ? value : value.replacing(key, with: token)
    }
}
