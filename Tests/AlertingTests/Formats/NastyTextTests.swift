import Accounting
import Alerting
import LosslessJSON
import Testing
import Transport

/// Text that tries to be more than text: it stays within limits, parses, and does nothing.
@Suite struct NastyTextTests {
    static let texts = [
        #"a "quoted" 'text' \ with a backslash \n \033[31m"#,
        "two\nlines\r\nand\ttabs", "emoji 🎬👩‍👩‍👧‍👦 and 東京", "<b>bold</b> & <!channel> <@U1> &amp;",
        "*_[]()~`|#> **x** [y](https://evil.example) :smile:", "@everyone @here <@&1>",
        "\u{0}\u{7}\u{1B}[2J\u{7F}\u{9B}31m\u{85}\u{2028}\u{202E}desrever",
        "x\r\nBcc: evil@example.com\r\n\r\nbody", "=?utf-8?B?eA==?= =3D", "-- --help", "$(id) `id`",
        "", String(repeating: "<&*\\", count: 2500), String(repeating: "🎬", count: 10_000),
        "e" + String(repeating: "\u{301}", count: 10_000),
    ]

    /// With the text wherever text from outside can come.
    static func notice(_ text: String, _ event: Alert.Event = .thresholdCrossed) -> AlertNotice {
        let alert = Sample.alert(
            event, .critical, id: text, message: text, budget: Name(text),
            windowStart: Sample.november.start, threshold: 100,
            submissionID: Sample.submissionID)
        return Sample.notice(of: alert, standing: Sample.standing(Name(text)))
    }

    @Test(arguments: texts, ChannelType.allCases)
    func noControlCharacterIsSentAsItIs(text: String, type: ChannelType) {
        let outgoing = Sample.outgoing(NastyTextTests.notice(text), type)
        let isMail = type == .email
        var content = outgoing.content
        if type == .command { content.removeLast() }
        #expect(!content.unicodeScalars.contains { isControl($0) && !(isMail && $0 == "\n") })
        for argument in outgoing.arguments {
            #expect(!argument.unicodeScalars.contains { isControl($0) && $0 != "\n" })
        }
        guard case .post(_, let headers, _) = outgoing else { return }
        for header in headers {
            #expect(header.value.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        }
    }

    @Test(arguments: texts)
    func slackIsSentPlainTextWithinItsLimits(text: String) throws {
        let json = SlackMessage(NastyTextTests.notice(text)).json
        #expect(try JSON(parsing: json.compactText) == json)
        let blocks = try #require(json["blocks"]?.array)
        #expect(blocks.count <= 50)
        for object in blocks.flatMap(textObjects) {
            let shown = try #require(object["text"]?.string)
            let isHeader = blocks.first?["text"] == object
            #expect(!shown.isEmpty && shown.utf16.count <= (isHeader ? 150 : 3000))
            // What has markup is made of numbers alone.
            #expect(object["type"] == "plain_text" || !shown.contains { "<>@[".contains($0) })
            #expect(hasOnlyEntities(shown))
        }
        #expect(hasOnlyEntities(json["text"]?.string ?? "<"))
    }

    @Test(arguments: texts)
    func discordIsSentEscapedTextWithinItsLimitsAndMentionsNobody(text: String) throws {
        let json = DiscordMessage(NastyTextTests.notice(text)).json
        #expect(try JSON(parsing: json.compactText) == json)
        #expect(json["allowed_mentions"] == ["parse": []] && json["content"] == nil)
        let embed = try #require(json["embeds"]?.array?.first)
        let title = try #require(embed["title"]?.string)
        let description = try #require(embed["description"]?.string)
        let fields = try #require(embed["fields"]?.array)
        let footer = try #require(embed["footer"]?["text"]?.string)
        let values = fields.compactMap { $0["value"]?.string }
        #expect(title.utf16.count <= 256 && description.utf16.count <= 4096)
        #expect(footer.utf16.count <= 2048 && fields.count <= 25)
        #expect(values.allSatisfy { !$0.isEmpty && $0.utf16.count <= 1024 })
        let all = [title, description, footer] + values + fields.compactMap { $0["name"]?.string }
        #expect(all.map(\.utf16.count).reduce(0, +) <= 6000)
        // The bar at the end is our own.
        let bar = try #require(description.split(separator: "\n").last)
        #expect(isEscaped(title) && isEscaped(String(description.dropLast(bar.count))))
        #expect(values.allSatisfy(isEscaped))
    }

    @Test(arguments: texts)
    func pagerDutyIsSentASummaryAndAKeyWithinItsLimits(text: String) throws {
        let json = PagerDutyEvent(
            NastyTextTests.notice(text), routingKey: Secret(Sample.routingKey)
        ).json
        #expect(try JSON(parsing: json.compactText) == json)
        let summary = try #require(json["payload"]?["summary"]?.string)
        #expect(!summary.isEmpty && summary.utf16.count <= 1024)
        let key = try #require(json["dedup_key"]?.string)
        #expect((1...255).contains(key.utf8.count))
        #expect(json.compactText.utf8.count <= 512 * 1000)
    }

    @Test(arguments: texts)
    func alertmanagerIsSentNamesThatItTakes(text: String) throws {
        let json = AlertmanagerAlerts(NastyTextTests.notice(text), at: Sample.now).json
        #expect(try JSON(parsing: json.compactText) == json)
        for alert in json.array ?? [] {
            for members in [alert["labels"]?.members, alert["annotations"]?.members] {
                for member in try #require(members) {
                    #expect(
                        member.key.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "_") })
                    #expect((member.value.string?.utf16.count ?? .max) <= 8192)
                }
            }
        }
    }

    @Test(arguments: texts)
    func aMailHasItsOwnHeadersAndNoOthers(text: String) throws {
        let lines = Sample.outgoing(NastyTextTests.notice(text), .email).content
            .split(separator: "\n", omittingEmptySubsequences: false)
        let end = try #require(lines.firstIndex(of: ""))
        let names = lines[..<end].filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
                "Content-Type", "Content-Transfer-Encoding",
            ])
        #expect(lines[..<end].allSatisfy { $0.utf8.count <= 998 })
        #expect(lines[end...].allSatisfy { $0.utf8.count <= 76 })
        #expect(lines.allSatisfy { $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
    }

    @Test(arguments: texts)
    func theDesktopIsSentNoMarkupAndNoOptions(text: String) {
        let arguments = Sample.outgoing(NastyTextTests.notice(text), .desktop).arguments
        #expect(arguments.count == 6 && arguments[3] == "--")
        #expect(arguments[4].utf16.count <= 120 && arguments[5].utf16.count <= 1000)
        #expect(!arguments[5].contains("<") && hasOnlyEntities(arguments[5]))
        let withoutPairs = arguments[5].replacing("\\\\", with: "")
        #expect(!withoutPairs.contains("\\"))
    }

    @Test(arguments: texts)
    func aCommandReadsTheAlertOnOneLine(text: String) throws {
        let outgoing = Sample.outgoing(NastyTextTests.notice(text), .command)
        #expect(outgoing.arguments == ["/usr/local/bin/page", "--now"])
        #expect(outgoing.content.utf8.filter { $0 == 0x0A }.count == 1)
        let document = try JSON(parsing: String(outgoing.content.dropLast()))
        #expect(document["schema"] == "bursar.alert/1" && document["message"] == .string(text))
    }

    // MARK: - Reading

    private func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    }

    private func textObjects(_ block: JSON) -> [JSON] {
        [block["text"]].compactMap { $0 } + (block["fields"]?.array ?? [])
            + (block["elements"]?.array ?? [])
    }

    private func hasOnlyEntities(_ text: String) -> Bool {
        let rest = ["&amp;", "&lt;", "&gt;"].reduce(text) { $0.replacing($1, with: "") }
        return !rest.contains { "&<>".contains($0) }
    }

    /// Whether every mark of Markdown has a backslash before it.
    private func isEscaped(_ text: String) -> Bool {
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            if scalar == "\\" {
                guard scalars.popFirst() != nil else { return false }
            } else if "*_~`|<>#[]()@:".unicodeScalars.contains(scalar) {
                return false
            }
        }
        return true
    }
}
