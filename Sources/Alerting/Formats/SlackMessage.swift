package import LosslessJSON
import Text

/// A message for a Slack incoming webhook: a header, the text, the bar and numbers, what to do.
///
/// Limits: 150 characters of a header, 3000 of a text, 50 blocks, 10 fields of 2000
/// (docs.slack.dev/reference/block-kit/blocks, header, section and context). What comes from
/// outside is `plain_text`, where neither `*` nor `@` mean anything, and has `&`, `<` and `>` as
/// entities (docs.slack.dev/messaging/formatting-message-text, "Escaping text").
package struct SlackMessage {
    static let headerLimit = 150
    static let textLimit = 3000

    package let json: JSON

    package init(_ notice: AlertNotice) {
        var blocks = [
            SlackMessage.block("header", notice.headline, limit: SlackMessage.headerLimit),
            SlackMessage.block("section", notice.message, limit: SlackMessage.textLimit),
        ]
        if let bar = notice.bar {
            blocks.append([
                "type": "section",
                "text": ["type": "mrkdwn", "text": .string("`\(bar)`"), "verbatim": true],
                "fields": .array(
                    notice.facts.map { fact in
                        ["type": "mrkdwn", "text": .string("*\(fact.name)*\n\(fact.value)")]
                    }),
            ])
        }
        if let advice = notice.adviceText {
            blocks.append(SlackMessage.block("section", advice, limit: SlackMessage.textLimit))
        }
        let origin = "\(notice.project), \(notice.origin)"
        blocks.append([
            "type": "context",
            "elements": [SlackMessage.plain(origin, limit: SlackMessage.textLimit)],
        ])
        // What a notification shows, and a reader without blocks.
        let text = "\(notice.headline): \(notice.message)"
        json = [
            "text": .string(
                BoundedText.text(
                    text, limit: SlackMessage.textLimit, escaping: BoundedText.entity)),
            "blocks": .array(blocks),
        ]
    }

    private static func block(_ type: String, _ text: String, limit: Int) -> JSON {
        ["type": .string(type), "text": plain(text, limit: limit)]
    }

    /// A text object of at least one character, as they must have.
    private static func plain(_ text: String, limit: Int) -> JSON {
        let text = BoundedText.text(text, limit: limit, escaping: BoundedText.entity)
        return [
            "type": "plain_text", "text": .string(text.isEmpty ? "-" : text), "emoji": false,
        ]
    }
}
