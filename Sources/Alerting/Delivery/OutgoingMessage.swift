package import Accounting
import LosslessJSON
package import Transport

/// One attempt to deliver: a request to send, or a program to run.
///
/// What prints it shows neither the URL nor the body: both may hold secrets.
package enum OutgoingMessage: Sendable {
    /// A POST; redirects are not followed.
    case post(url: Address, headers: [HTTPHeader], body: String)
    /// A program, found in PATH or by its path, run without a shell; `input` is its standard input.
    case run(arguments: [String], input: String)

    /// - Parameter instant: of the attempt. Make a new one for each.
    package init(_ notice: AlertNotice, to channel: Channel, at instant: Instant) {
        switch channel.kind {
        case .webhook(let url, let key):
            let message = WebhookMessage(notice, key: key, at: instant)
            self = .post(url: url, headers: message.headers, body: message.body)
        case .slack(let url):
            let body = SlackMessage(notice).json.compactText
            self = .post(url: url, headers: [.json], body: body)
        case .discord(let url):
            let body = DiscordMessage(notice).json.compactText
            self = .post(url: url, headers: [.json], body: body)
        case .pagerDuty(let url, let routingKey):
            let body = PagerDutyEvent(notice, routingKey: routingKey).json.compactText
            self = .post(url: url, headers: [.json], body: body)
        case .alertmanager(let url):
            let body = AlertmanagerAlerts(notice, at: instant).json.compactText
            self = .post(url: url, headers: [.json], body: body)
        case .email(let recipient):
            let message = EmailMessage(notice, to: recipient, at: instant)
            // Where the Linux Standard Base puts it, outside the PATH of most users.
            self = .run(arguments: ["/usr/sbin/sendmail", "-t", "-i"], input: message.text)
        case .command(let arguments):
            self = .run(arguments: arguments, input: CommandMessage(notice).input)
        case .desktop:
            self = .run(arguments: DesktopMessage(notice).arguments, input: "")
        }
    }
}

extension OutgoingMessage: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    package var description: String {
        switch self {
        case .post(let url, _, _): "POST \(url)"
        case .run(let arguments, _): "run \(arguments.first ?? "nothing")"
        }
    }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
