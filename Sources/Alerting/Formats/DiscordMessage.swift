import Accounting
package import LosslessJSON
import Text

/// A message for a Discord webhook: one embed with the text, the bar, the numbers, what to do.
///
/// Limits: 256 characters of a title, 4096 of a description, 25 fields with 256 of a name and
/// 1024 of a value, 2048 of a footer, 6000 of all these together
/// (discord-api-docs, docs/resources/message, "Embed Limits"). Mentions
/// have no effect (`allowed_mentions`), and what could be Markdown has a backslash before it.
package struct DiscordMessage {
    static let titleLimit = 256
    static let descriptionLimit = 4096
    static let adviceLimit = 1024
    /// Less than is allowed, so that all of it stays below 6000.
    static let footerLimit = 256

    package let json: JSON

    package init(_ notice: AlertNotice) {
        let bar = notice.bar.map { "\n`\($0)`" } ?? ""
        let message = DiscordMessage.escaped(
            notice.message, limit: DiscordMessage.descriptionLimit - bar.utf16.count)
        var fields = notice.facts.map { fact in
            DiscordMessage.field(fact.name, fact.value, isInline: true)
        }
        if let advice = notice.adviceText {
            let text = DiscordMessage.escaped(advice, limit: DiscordMessage.adviceLimit)
            fields.append(DiscordMessage.field("What to do", text, isInline: false))
        }
        let title = DiscordMessage.escaped(notice.headline, limit: DiscordMessage.titleLimit)
        let footer = BoundedText.text(
            "\(notice.project), \(notice.origin)", limit: DiscordMessage.footerLimit)
        json = [
            "username": .string(notice.project),
            "embeds": [
                [
                    "title": .string(title),
                    "description": .string(message + bar),
                    "color": .integer(DiscordMessage.color(notice.alert.severity)),
                    "fields": .array(fields),
                    "footer": ["text": .string(footer)],
                    "timestamp": .string(notice.raisedAt.description),
                ]
            ],
            "allowed_mentions": ["parse": []],
        ]
    }

    private static func field(_ name: String, _ value: String, isInline: Bool) -> JSON {
        ["name": .string(name), "value": .string(value), "inline": .bool(isInline)]
    }

    private static func color(_ severity: Alert.Severity) -> Int {
        switch severity {
        case .info: 0x3B82F6
        case .warning: 0xF59E0B
        case .critical: 0xDC2626
        }
    }

    private static let marks: Set<Unicode.Scalar> = [
        "\\", "*", "_", "~", "`", "|", "<", ">", "#", "[", "]", "(", ")", "@", ":",
    ]

    private static func escaped(_ text: String, limit: Int) -> String {
        BoundedText.text(text, limit: limit) { marks.contains($0) ? "\\\($0)" : nil }
    }
}
