/// Where alerts go: a name, which alerts, and how to reach it.
package struct Channel: Sendable {
    /// A type of channel with what it needs.
    package enum Kind: Sendable {
        /// Signed as Standard Webhooks does; unsigned without a key.
        case webhook(Address, SigningKey?)
        case slack(Address)
        case discord(Address)
        case pagerDuty(Address, routingKey: Secret)
        /// The address ends in `/api/v2/alerts`.
        case alertmanager(Address)
        case email(MailAddress)
        /// The program and its arguments.
        case command([String])
        case desktop
    }

    package let name: String
    package let filter: ChannelFilter
    package let kind: Kind

    package init(name: String, filter: ChannelFilter, kind: Kind) {
        self.name = name
        self.filter = filter
        self.kind = kind
    }
}
