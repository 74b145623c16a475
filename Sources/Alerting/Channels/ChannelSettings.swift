/// One `[[alerts.channel]]` of `config.toml`, as it is written there.
///
///     name = "ops"
///     type = "webhook"
///     url = "https://example.com/hooks/bursar"      # or url_env = "NAME"
///     secret_env = "BURSAR_HOOK_SECRET"             # or secret_file = "/path" of mode 0600
///     events = ["threshold_crossed", "overrun"]     # all when absent
///     budgets = ["pro-month"]                       # all when absent
///     severity = "warning"                          # the least; all when absent
///     to = "ops@example.com"                        # of an email channel
///     command = ["/usr/local/bin/page", "--now"]    # of a command channel
package struct ChannelSettings: Hashable, Sendable {
    package let name: String
    package let type: String
    package let url: String?
    package let urlVariable: String?
    package let secretVariable: String?
    package let secretFile: String?
    package let events: [String]?
    package let budgets: [String]?
    package let severity: String?
    package let recipient: String?
    package let command: [String]?

    /// The keys of a channel, as the file names them.
    package static let keys = [
        "name", "type", "url", "url_env", "secret_env", "secret_file", "events", "budgets",
        "severity", "to", "command",
    ]

    package init(
        name: String, type: String, url: String? = nil, urlVariable: String? = nil,
        secretVariable: String? = nil, secretFile: String? = nil, events: [String]? = nil,
        budgets: [String]? = nil, severity: String? = nil, recipient: String? = nil,
        command: [String]? = nil
    ) {
        self.name = name
        self.type = type
        self.url = url
        self.urlVariable = urlVariable
        self.secretVariable = secretVariable
        self.secretFile = secretFile
        self.events = events
        self.budgets = budgets
        self.severity = severity
        self.recipient = recipient
        self.command = command
    }

    var hasSecret: Bool { secretVariable != nil || secretFile != nil }

    /// The keys there that only some types use, in the file's order.
    var specialKeys: [String] {
        [
            ("url", url != nil), ("url_env", urlVariable != nil),
            ("secret_env", secretVariable != nil), ("secret_file", secretFile != nil),
            ("to", recipient != nil), ("command", command != nil),
        ].compactMap { key, isThere in isThere ? key : nil }
    }

    func error(_ kind: AlertingError.Kind, _ key: String) -> AlertingError {
        AlertingError(kind, channel: name, key: key)
    }
}

extension ChannelSettings: CustomStringConvertible, CustomReflectable {
    /// The URL may be a secret.
    package var description: String { "\(name) (\(type))" }
    package var customMirror: Mirror { Mirror(self, children: ["name": name, "type": type]) }
}
