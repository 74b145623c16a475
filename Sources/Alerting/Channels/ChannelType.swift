/// The types of channel by their names in `config.toml`, and the keys that each uses.
package enum ChannelType: String, CaseIterable, Sendable {
    case webhook, slack, discord, pagerduty, alertmanager, email, command, desktop

    /// Whether its receiver shows an alert until it is resolved.
    package var showsUntilResolved: Bool { self == .pagerduty || self == .alertmanager }

    /// Beside `name`, `type`, `events`, `budgets` and `severity`, which all of them have.
    var keys: Set<String> {
        switch self {
        case .webhook, .pagerduty: ["url", "url_env", "secret_env", "secret_file"]
        case .slack, .discord, .alertmanager: ["url", "url_env"]
        case .email: ["to"]
        case .command: ["command"]
        case .desktop: []
        }
    }
}
