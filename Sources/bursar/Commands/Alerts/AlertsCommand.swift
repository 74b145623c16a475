import ArgumentParser

/// `bursar alerts`: the alerts that were raised, and their delivery.
struct AlertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "See the alerts that were raised, and send them to channels.",
        discussion: """
            Channels stand in config.toml (bursar config says where). Each is one of webhook, \
            slack, discord, pagerduty, alertmanager, email, command and desktop:

              [[alerts.channel]]
              name = "team"
              type = "slack"
              url_env = "SLACK_WEBHOOK_URL"
              events = ["threshold_crossed", "refused"]

            events, budgets and severity narrow what it is told of. Then: bursar alerts test
            """,
        subcommands: [List.self, Test.self, Deliver.self, Mute.self, Unmute.self],
        defaultSubcommand: List.self)
}

extension Settings {
    /// Fails where alerts could go nowhere.
    func requireChannels() throws(Failure) {
        guard channels.isEmpty else { return }
        if let fault = faults.first(where: { $0.parts.contains(.alerts) }) { throw fault.failure }
        let path = configPath.value
        throw Failure(
            .failed,
            "no channel is configured; add an [[alerts.channel]] to"
                + " \(path.isEmpty ? "a file named by BURSAR_CONFIG" : path)")
    }
}
