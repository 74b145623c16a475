import Accounting
import Alerting
import LosslessJSON
import Testing

/// What may stand in `config.toml`, and what is said about the rest.
@Suite struct ChannelTests {
    @Test(arguments: Sample.settings)
    func everyTypeCanBeConfigured(settings: ChannelSettings) throws {
        try settings.check()
        let channel = try Channel(settings, reading: Sample.sources)
        #expect(channel.name == settings.name)
    }

    /// Settings, the key that is at fault, why, and whether it shows without the environment.
    static let faults: [(ChannelSettings, String, AlertingError.Kind, Bool)] = [
        (settings("ftp"), "type", .unknownType("ftp"), true),
        (settings("slack"), "url", .missing(or: "url_env"), true),
        (settings("slack", url: "hooks.slack.com/x"), "url", .address(.scheme), true),
        (settings("slack", urlVariable: "NONE"), "url_env", .variableNotSet("NONE"), false),
        (settings("slack", urlVariable: "EMPTY"), "url_env", .variableNotSet("EMPTY"), false),
        (settings("slack", urlVariable: "HOOK_SECRET"), "url_env", .address(.scheme), false),
        (
            settings("slack", url: "https://a.b/", urlVariable: "SLACK_URL"), "url_env",
            .both(with: "url"), true
        ),
        (
            settings("slack", url: "https://a.b/", secretVariable: "X"), "secret_env",
            .unused(type: .slack), true
        ),
        (
            settings("webhook", url: "https://a.b/", secretVariable: "A", secretFile: "/b"),
            "secret_file", .both(with: "secret_env"), true
        ),
        (
            settings("webhook", url: "https://a.b/", secretFile: "/etc/bursar/open"),
            "secret_file", .fileTooOpen(path: "/etc/bursar/open", mode: "0644"), false
        ),
        (
            settings("webhook", url: "https://a.b/", secretFile: "/none"), "secret_file",
            .fileUnreadable(path: "/none", reason: "no such file"), false
        ),
        (
            settings("webhook", url: "https://a.b/", secretVariable: "SLACK_URL"), "secret_env",
            .notBase64, false
        ),
        (settings("pagerduty"), "secret_env", .missing(or: "secret_file"), true),
        (settings("email"), "to", .missing(or: nil), true),
        (settings("email", recipient: "a@b.c, d@e.f"), "to", .mailAddress, true),
        (settings("command"), "command", .missing(or: nil), true),
        (settings("command", command: []), "command", .command, true),
        (settings("command", command: ["a", "b\n"]), "command", .command, true),
        (settings("desktop", url: "https://a.b/"), "url", .unused(type: .desktop), true),
        (settings("desktop", events: ["overrun", "x"]), "events", .unknownEvent("x"), true),
        (settings("desktop", events: []), "events", .emptyList, true),
        (settings("desktop", budgets: []), "budgets", .emptyList, true),
        (settings("desktop", severity: "high"), "severity", .unknownSeverity("high"), true),
    ]

    @Test(arguments: faults)
    func aFaultNamesTheChannelAndTheKey(
        settings: ChannelSettings, key: String, kind: AlertingError.Kind, isOfTheFile: Bool
    ) {
        let error = AlertingError(kind, channel: "ops", key: key)
        #expect(throws: error) { try Channel(settings, reading: Sample.sources) }
        if isOfTheFile {
            #expect(throws: error) { try settings.check() }
        } else {
            #expect(throws: Never.self) { try settings.check() }
        }
        #expect("\(error)".hasPrefix("alert channel 'ops', \(key): "))
        #expect(!"\(error)".contains("t0ken"))
    }

    /// Checks every channel of a file.
    private static func check(_ all: [ChannelSettings]) throws {
        for (index, settings) in all.enumerated() {
            try settings.check(number: index + 1, besides: Set(all[..<index].map(\.name)))
        }
    }

    @Test func namesAreThereAndDiffer() {
        let nameless = ChannelSettings(name: "", type: "desktop")
        let one = ChannelSettings(name: "one", type: "desktop")
        #expect(throws: AlertingError(.noName, channel: "2", key: "name")) {
            try Self.check([one, nameless])
        }
        #expect(throws: AlertingError(.repeatedName, channel: "one", key: "name")) {
            try Self.check([one, one])
        }
        #expect(throws: Never.self) { try Self.check(Sample.settings) }
    }

    @Test(arguments: [
        (0o600, true), (0o400, true), (0o100600, true), (0o640, false), (0o604, false),
        (0o700, false), (0o644, false), (0o4600, false),
    ])
    func aSecretFileIsItsOwnersAlone(mode: Int, isAccepted: Bool) {
        let sources = SecretSources(variable: { _ in nil }) { _ in
            SecretFile(content: Secret(Sample.webhookSecret), mode: mode)
        }
        let settings = ChannelTests.settings("webhook", url: "https://a.b/", secretFile: "/s")
        #expect(((try? Channel(settings, reading: sources)) != nil) == isAccepted)
    }

    @Test(arguments: [
        ("a@b", true), ("ops+x@mail.example.com", true), ("a@b.c.", false), ("a", false),
        ("a@", false), ("@b", false), ("-f@b", false), ("a b@c", false), ("a@b@c", false),
        ("<a@b>", false), ("a@b\nBcc: c@d", false), ("ö@b", false),
    ])
    func aRecipientIsOneMailAddress(text: String, isAccepted: Bool) {
        #expect((MailAddress(text) != nil) == isAccepted)
    }

    @Test(arguments: ChannelType.allCases)
    func nothingPrintsASecret(type: ChannelType) {
        let channel = Sample.channel(type)
        let outgoing = Sample.outgoing(Sample.withBudget, type)
        var dumped = ""
        dump(channel, to: &dumped)
        dump(outgoing, to: &dumped)
        dump(Sample.settings, to: &dumped)
        dump(SecretFile(content: Secret(Sample.routingKey), mode: 0o600), to: &dumped)
        let printed = ["\(channel)", "\(outgoing)", String(reflecting: channel), dumped]
        for secret in ["t0ken", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Sample.routingKey, "services"] {
            #expect(printed.allSatisfy { !$0.contains(secret) }, "\(type)")
        }
    }

    static func settings(
        _ type: String, url: String? = nil, urlVariable: String? = nil,
        secretVariable: String? = nil, secretFile: String? = nil, events: [String]? = nil,
        budgets: [String]? = nil, severity: String? = nil, recipient: String? = nil,
        command: [String]? = nil
    ) -> ChannelSettings {
        ChannelSettings(
            name: "ops", type: type, url: url, urlVariable: urlVariable,
            secretVariable: secretVariable, secretFile: secretFile, events: events,
            budgets: budgets, severity: severity, recipient: recipient, command: command)
    }
}
