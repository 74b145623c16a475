import Accounting
import Alerting
import FoundationEssentials

/// Values that the tests share. Every moment, zone, id and secret is given.
enum Sample {
    static let calendar = LedgerCalendar(zone: TimeZone(identifier: "Europe/Berlin")!)
    static let raisedAt = Instant("2026-11-21T09:30:00.125Z")!
    /// Of the attempt.
    static let now = Instant("2026-11-21T09:30:07.900Z")!
    static let alertID = "019aa3c2-7f3e-7c1a-9b1e-00000000000a"
    static let submissionID = SubmissionID("019aa3c2-7f3e-7c1a-9b1e-0123456789ab")!
    static let november = calendar.period(.month, containing: now)

    static func usd(_ text: String) -> USD { try! USD(parsing: text, rounding: .exact) }

    static func standing(
        _ name: Name = "pro-month", limit: BudgetLimit = .usd(usd("25")),
        unit: PeriodUnit = .month, at instant: Instant = now
    ) -> BudgetStanding {
        BudgetStanding(
            budget: Budget(name: name, scope: Scope(mode: .pro), unit: unit, limit: limit),
            window: Window(
                budget: name, period: calendar.period(unit, containing: instant), limit: limit,
                holding: Holding(spent: usd("16.5"), reserved: usd("4.25"), posted: 7, open: 2),
                alertedPercent: 50),
            overrides: .zero)
    }

    static func alert(
        _ event: Alert.Event, _ severity: Alert.Severity = .warning, id: String = alertID,
        message: String = "something happened", budget: Name? = nil,
        windowStart: Instant? = nil, threshold: Int? = nil, submissionID: SubmissionID? = nil
    ) -> Alert {
        Alert(
            id: id, event: event, severity: severity, message: message, budget: budget,
            windowStart: windowStart, threshold: threshold, submissionID: submissionID)
    }

    /// A threshold that was reached, with its budget.
    static let withBudget = AlertNotice(
        standing().alert(id: alertID, crossing: 80, submissionID: submissionID),
        raisedAt: raisedAt, standing: standing(), calendar: calendar,
        advice: "See what is left of it. Allow more for a while: raise pro-month")

    /// A charge above its reservation, which is about no budget.
    static let withoutBudget = AlertNotice(
        alert(
            .overrun, .critical,
            message: "the charge of $7.20 is $0.648 above its reservation of $6.552",
            submissionID: submissionID),
        raisedAt: raisedAt, calendar: calendar, advice: "Compare it with the provider's books")

    static func notice(of alert: Alert, standing: BudgetStanding? = nil) -> AlertNotice {
        AlertNotice(alert, raisedAt: raisedAt, standing: standing, calendar: calendar)
    }

    static let webhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    static let routingKey = "0123456789abcdef0123456789abcdef"

    /// One channel of each type, by the settings that a user would write.
    static let settings = [
        ChannelSettings(
            name: "hook", type: "webhook", url: "https://example.com/hooks/t0ken",
            secretVariable: "HOOK_SECRET"),
        ChannelSettings(name: "slack", type: "slack", urlVariable: "SLACK_URL"),
        ChannelSettings(
            name: "discord", type: "discord", url: "https://discord.com/api/webhooks/1/t0ken"),
        ChannelSettings(name: "pager", type: "pagerduty", secretFile: "/etc/bursar/pager"),
        ChannelSettings(name: "prometheus", type: "alertmanager", url: "http://127.0.0.1:9093"),
        ChannelSettings(name: "mail", type: "email", recipient: "ops@example.com"),
        ChannelSettings(name: "page", type: "command", command: ["/usr/local/bin/page", "--now"]),
        ChannelSettings(name: "screen", type: "desktop"),
    ]

    static let sources = SecretSources(
        variable: {
            switch $0 {
            case "HOOK_SECRET": webhookSecret
            case "SLACK_URL": "https://hooks.slack.com/services/T0/B0/t0ken"
            case "EMPTY": ""
            default: nil
            }
        },
        file: { path in
            switch path {
            case "/etc/bursar/pager": SecretFile(content: Secret(routingKey + "\n"), mode: 0o600)
            case "/etc/bursar/open": SecretFile(content: Secret(routingKey), mode: 0o644)
            default: throw Missing()
            }
        })

    struct Missing: Error, CustomStringConvertible {
        let description = "no such file"
    }

    static func channel(_ type: ChannelType) -> Channel {
        let settings = settings.first { $0.type == type.rawValue }!
        return try! Channel(settings, reading: sources)
    }

    static func outgoing(_ notice: AlertNotice, _ type: ChannelType) -> OutgoingMessage {
        OutgoingMessage(notice, to: channel(type), at: now)
    }
}

extension OutgoingMessage {
    /// The body of a request, or what a program reads.
    var content: String {
        switch self {
        case .post(_, _, let body): body
        case .run(_, let input): input
        }
    }

    var arguments: [String] {
        guard case .run(let arguments, _) = self else { return [] }
        return arguments
    }
}
