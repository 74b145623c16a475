import Accounting

extension Channel {
    /// Where PagerDuty takes events when no URL is named.
    package static let pagerDutyURL = "https://events.pagerduty.com/v2/enqueue"

    /// A channel as it is configured, with its secrets.
    ///
    /// - Throws: ``AlertingError``, which names the channel, the key and what to do.
    package init(
        _ settings: ChannelSettings, reading sources: SecretSources
    ) throws(AlertingError) {
        let type = try settings.checkedType()
        let reader = ChannelReader(settings: settings, sources: sources)
        let kind: Kind =
            switch type {
            case .webhook:
                .webhook(
                    try reader.address(), settings.hasSecret ? try reader.signingKey() : nil)
            case .slack: .slack(try reader.address())
            case .discord: .discord(try reader.address().adding("wait", "true"))
            case .pagerduty:
                .pagerDuty(
                    try reader.address(default: Channel.pagerDutyURL),
                    routingKey: try reader.routingKey())
            case .alertmanager: .alertmanager(try reader.address().ending(with: "/api/v2/alerts"))
            case .email: .email(try settings.checkedRecipient())
            case .command: .command(try settings.checkedCommand())
            case .desktop: .desktop
            }
        self.init(name: settings.name, filter: try ChannelFilter(settings), kind: kind)
    }
}

extension ChannelSettings {
    /// Checks all that can be known without the environment and without a file.
    ///
    /// An error that this finds is one of the file; any other depends on where the program runs.
    package func check() throws(AlertingError) {
        let type = try checkedType()
        _ = try ChannelFilter(self)
        if type.keys.contains("url"), urlVariable == nil {
            _ = try ChannelReader.address(self, type == .pagerduty ? Channel.pagerDutyURL : nil)
        }
        if type == .pagerduty, !hasSecret {
            throw error(.missing(or: "secret_file"), "secret_env")
        }
        if type == .email { _ = try checkedRecipient() }
        if type == .command { _ = try checkedCommand() }
    }

    /// Checks one, and its name beside those of the others.
    ///
    /// - Parameter number: its place in the file, which stands for a name where it has none.
    package func check(number: Int, besides names: Set<String>) throws(AlertingError) {
        guard !name.isEmpty else {
            throw AlertingError(.noName, channel: String(number), key: "name")
        }
        if let flaw = EntryText.flaw(in: name, longest: EntryText.longestName) {
            throw error(.malformedName(flaw), "name")
        }
        guard !names.contains(name) else { throw error(.repeatedName, "name") }
        try check()
    }

    func checkedType() throws(AlertingError) -> ChannelType {
        guard let type = ChannelType(rawValue: type) else {
            if self.type.isEmpty { throw error(.missing(or: nil), "type") }
            throw error(.unknownType(type), "type")
        }
        if let key = specialKeys.first(where: { !type.keys.contains($0) }) {
            throw error(.unused(type: type), key)
        }
        if url != nil, urlVariable != nil { throw error(.both(with: "url"), "url_env") }
        if secretVariable != nil, secretFile != nil {
            throw error(.both(with: "secret_env"), "secret_file")
        }
        return type
    }

    func checkedRecipient() throws(AlertingError) -> MailAddress {
        guard let recipient else { throw error(.missing(or: nil), "to") }
        guard let address = MailAddress(recipient) else { throw error(.mailAddress, "to") }
        return address
    }

    func checkedCommand() throws(AlertingError) -> [String] {
        guard let command else { throw error(.missing(or: nil), "command") }
        let isUsable = command.allSatisfy { argument in
            !argument.isEmpty && argument.unicodeScalars.allSatisfy { $0.value >= 0x20 }
        }
        guard !command.isEmpty, isUsable else { throw error(.command, "command") }
        return command
    }
}
