import Foundation
import LosslessJSON
import TestSupport
import Testing

/// Alerts as their receivers see them, sent by the built binary.
@Suite(.runsPrograms)
struct AlertsTests {
    private let receiver: Receiver
    private let fixture: CommandFixture
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    init() async throws {
        receiver = try await Receiver()
        fixture = try CommandFixture(["HOOK_SECRET": AlertsTests.secret])
        try configure(
            """
            [[alerts.channel]]
            name = "ops"
            type = "webhook"
            url = "http://127.0.0.1:\(receiver.port)/t0ken"
            secret_env = "HOOK_SECRET"
            """)
    }

    private func configure(_ text: String) throws {
        let folder = fixture.folder.path("home/config/bursar")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let url = URL(fileURLWithPath: "\(folder)/config.toml")
        try Data(text.utf8).write(to: url)
        // A channel is told of what comes after it was configured.
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -60)], ofItemAtPath: url.path)
    }

    /// Raises one alert.
    @discardableResult
    private func raise() async throws -> ProgramResult {
        try await fixture.run("budget", "set", "all", "--limit", "10", "--per", "total")
        return try await fixture.run(
            "budget", "override", "all", "--add", "1", "--until", "2099-01-01", "--reason", "test")
    }

    private func deliveries() async throws -> [JSON] {
        try await fixture.document("alerts", "list")["alerts"]?.array?
            .compactMap { $0["deliveries"]?.array }.flatMap(\.self) ?? []
    }

    @Test func anAlertIsSignedAndDeliveredByTheCommandThatRaisedIt() async throws {
        #expect(try await raise().status == 0)
        let request = try #require(receiver.requests.first)
        #expect(receiver.requests.count == 1)
        #expect(request.startLine == "POST /t0ken HTTP/1.1")
        #expect(request.header("webhook-signature")?.hasPrefix("v1,") == true)
        let alert = try #require(receiver.alerts.first)
        #expect(alert["schema"] == "bursar.alert/1" && alert["event"] == "override")
        #expect(alert["budget", "name"] == "all")
        #expect(alert["id"]?.string == receiver.ids.first)
        let delivery = try #require(try await deliveries().first)
        #expect(delivery["channel"] == "ops" && delivery["state"] == "delivered")
        #expect(delivery["attempts"]?.int == 1 && delivery["error"] == .null)
        #expect(try await fixture.run("alerts", "deliver").output.hasPrefix("Delivered 0; nothing"))
        #expect(receiver.requests.count == 1)
    }

    /// From whatever folder it is read, and only where no other user can.
    @Test func aSecretFileIsBesideTheFileThatNamesIt() async throws {
        try configure(
            """
            [[alerts.channel]]
            name = "ops"
            type = "webhook"
            url = "http://127.0.0.1:\(receiver.port)/t0ken"
            secret_file = "hook.secret"
            """)
        let secret = fixture.folder.path("home/config/bursar/hook.secret")
        try Data("\(Self.secret)\n".utf8).write(to: URL(fileURLWithPath: secret))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: secret)
        #expect(try await raise().errors.contains("hook.secret"))
        #expect(receiver.requests.isEmpty)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
        #expect(try await fixture.run("alerts", "deliver").status == 0)
        let request = try #require(receiver.requests.first)
        #expect(request.header("webhook-signature")?.hasPrefix("v1,") == true)
    }

    @Test func aThresholdThatASubmissionCrossesIsToldBeforeItEnds() async throws {
        let sandbox = try await SandboxChild()
        let fixture = fixture.with(["AIMLAPI_BASE_URL": sandbox.url])
        try await fixture.run("budget", "set", "day", "--limit", "6", "--per", "day")
        let result = try await fixture.submit("a", ["--mode", "std", "--duration", "20"])
        #expect(result.status == 0)
        #expect(receiver.alerts.map { $0["event"] } == ["threshold_crossed"])
        // Not only when it had its charge.
        #expect(receiver.alerts.first?["budget", "spent_usd"] == "0.00")
        #expect(receiver.alerts.first?["budget", "reserved_usd"] == "3.276")
        #expect(receiver.alerts.first?["threshold"]?.int == 50)
    }

    @Test(arguments: [Receiver.Answer.status(500), .status(404), .cut])
    func whatIsNotTakenIsSentAgainUnderItsID(answer: Receiver.Answer) async throws {
        receiver.answers(answer)
        let result = try await raise()
        #expect(result.status == 0)
        #expect(result.errors.contains("warning: channel 'ops' did not take an alert: "))
        #expect(!result.errors.contains("t0ken"))
        let delivery = try #require(try await deliveries().first)
        #expect(delivery["state"] == "pending" && delivery["next_at"] != .null)
        #expect(delivery["error"]?.string?.contains("127.0.0.1") == true)
        #expect(
            try await fixture.run("budget", "status").errors
                .hasPrefix("warning: 1 alert not delivered to 'ops': "))
        #expect(
            try await fixture.run("doctor", "--offline").output.contains(
                "1 alert not delivered to 'ops'")
        )
        receiver.answers(.status(200))
        // sync would wait for up to five seconds; a person need not.
        #expect(try await fixture.run("alerts", "deliver").status == 0)
        #expect(receiver.ids.count == 2 && Set(receiver.ids).count == 1)
        #expect(try await deliveries().first?["state"] == "delivered")
    }

    @Test func whoWantsNoMoreGetsNoMore() async throws {
        receiver.answers(.status(410))
        try await raise()
        #expect(try await deliveries().first?["state"] == "failed")
    }

    @Test func aReceiverThatHangsHoldsASubmissionForTwoSecondsAtMost() async throws {
        let sandbox = try await SandboxChild()
        let fixture = fixture.with(["AIMLAPI_BASE_URL": sandbox.url])
        receiver.answers(.silence)
        try await fixture.run("budget", "set", "day", "--limit", "6", "--per", "day")
        let begun = ContinuousClock.now
        let result = try await fixture.submit("a", ["--no-wait", "--duration", "20"])
        let taken = begun.duration(to: .now)
        // A delivery that is waited for to its end takes ten seconds.
        #expect(result.status == 0 && taken < .seconds(9), "\(taken)")
        #expect(try await deliveries().first?["state"] == "pending")
    }

    @Test func aTestGoesToEveryChannelAndIsInNoAccount() async throws {
        try configure(
            """
            [[alerts.channel]]
            name = "hook"
            type = "webhook"
            url = "http://127.0.0.1:\(receiver.port)/"
            events = ["overrun"]
            budgets = ["none"]
            [[alerts.channel]]
            name = "program"
            type = "command"
            command = ["/bin/sh", "-c", "cat > \(fixture.folder.path("received")); env > \(fixture.folder.path("seen"))"]
            """)
        let result = try await fixture.run("alerts", "test")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "hook: delivered\nprogram: delivered\n")
        #expect(receiver.alerts.map { $0["event"] } == ["test"])
        let received = try String(contentsOfFile: fixture.folder.path("received"), encoding: .utf8)
        #expect(try JSON(parsing: received)["id"] == receiver.alerts[0]["id"])
        let seen = try String(contentsOfFile: fixture.folder.path("seen"), encoding: .utf8)
        #expect(!seen.contains(CommandFixture.key))
        #expect(try await fixture.run("alerts").output == "No alerts.\n")
        #expect(try await fixture.run("alerts", "test", "program").output == "program: delivered\n")
        let unknown = try await fixture.run("alerts", "test", "nobody")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("there is no channel 'nobody'; there are: hook, program"))
    }

    @Test func whatCannotBeReadHereIsSaidAndNothingIsLost() async throws {
        let poor = fixture.with(["HOOK_SECRET": ""])
        try await poor.run("budget", "set", "all", "--limit", "10", "--per", "total")
        let result = try await poor.run(
            "budget", "override", "all", "--add", "1", "--until", "2099-01-01", "--reason", "test")
        #expect(result.status == 0)
        #expect(result.errors.contains("the environment variable HOOK_SECRET is not set"))
        #expect(receiver.requests.isEmpty)
        #expect(try await fixture.run("alerts", "deliver").status == 0)
        #expect(receiver.requests.count == 1)
    }

    @Test func aTypoInAChannelStopsThatChannelAlone() async throws {
        let good = """
            [[alerts.channel]]
            name = "ops"
            type = "webhook"
            url = "http://127.0.0.1:\(receiver.port)/"

            """
        for bad in [
            "[[alerts.channel]]\nname = \"bad\"\ntype = \"webhok\"",
            "[[alerts.channel]]\nname = \"bad\"\ntype = \"desktop\"\nsevrity = \"info\"",
            "[[alerts.channel]]\nname = \"bad\\u0007\"\ntype = \"desktop\"",
            "[[alerts.channel]]\nname = \"ops\"\ntype = \"desktop\"",
        ] {
            try configure(good + bad)
            let before = receiver.requests.count
            let result = try await raise()
            #expect(result.status == 0)
            let warnings = result.complaints.filter { $0.hasPrefix("warning: ") }
            #expect(warnings.count == 1, "\(result.errors)")
            #expect(
                warnings.first?.contains("config.toml, line ") == true
                    && warnings.first?.hasSuffix("until it is corrected no alert goes there")
                        == true
            )
            #expect(receiver.requests.count > before)
            #expect(try await fixture.run("budget", "list").errors == "")
            let tried = try await fixture.run("alerts", "test")
            #expect(tried.status == 1 && tried.output.hasPrefix("ops: delivered\n"))
            let doctor = try await fixture.run("doctor", "--offline", "--json").output
            #expect(doctor.contains("config.toml, line "))
        }
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func whatWaitedForAChannelGoesToItsNewName() async throws {
        receiver.answers(.status(500))
        try await raise()
        #expect(try await deliveries().compactMap { $0["channel"]?.string } == ["ops"])
        try configure(
            """
            [[alerts.channel]]
            name = "team"
            type = "webhook"
            url = "http://127.0.0.1:\(receiver.port)/"
            """)
        // The file is younger than what waits.
        try FileManager.default.setAttributes(
            [.modificationDate: Date()],
            ofItemAtPath: fixture.folder.path("home/config/bursar/config.toml"))
        receiver.answers(.status(200))
        let result = try await fixture.run("alerts", "deliver")
        #expect(result.status == 0 && result.output == "Delivered 1; nothing is waiting.\n")
        #expect(
            result.complaints == [
                "note: channel 'ops' is not configured any more; what it was not told of goes to"
                    + " 'team': 1 alert"
            ])
        #expect(receiver.ids.count == 2 && Set(receiver.ids).count == 1)
        let states = try await deliveries()
        #expect(states.compactMap { $0["channel"]?.string } == ["team"])
        #expect(states.compactMap { $0["state"]?.string } == ["delivered"])
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func whatNoOtherChannelIsToldOfIsNotForgotten() async throws {
        receiver.answers(.status(500))
        try await raise()
        try configure(
            """
            [[alerts.channel]]
            name = "pager"
            type = "webhook"
            url = "http://127.0.0.1:\(receiver.port)/"
            severity = "critical"
            """)
        receiver.answers(.status(200))
        let gone = "not configured any more, and no other "
        #expect(
            try await fixture.run("alerts", "deliver").output == "Delivered 0; 1 still waiting.\n")
        #expect(
            try await fixture.run("alerts", "list").output.contains(
                "ops: waits for a channel that is"))
        #expect(try await fixture.run("budget", "status").errors.contains(gone))
        #expect(try await fixture.run("doctor", "--offline", "--json").output.contains(gone))
    }

    /// A period that is over is no reason to worry.
    @Test func goodNewsIsNoWarning() async throws {
        try await fixture.run(
            "budget", "set", "all", "--limit", "1", "--per", "day", "--alert-at", "50")
        let line =
            #"{"reserved_at":"\#(Date().ISO8601Format())","model":"m","usd":"0.9","generation_id":"g"}"#
        #expect(try await fixture.run(["import", "-"], input: line).status == 0)
        #expect(try await fixture.run("budget", "remove", "all").status == 0)
        let result = try await fixture.run("sync")
        #expect(
            result.complaints.contains(
                "note: the alerts of budget 'all' are over: their period has"
                    + " ended, or it was changed or removed"), "\(result.errors)")
        #expect(!result.errors.contains("warning: "), "\(result.errors)")
    }

    @Test func withoutAChannelThereIsNothingToDeliver() async throws {
        let bare = try CommandFixture()
        for arguments in [["alerts", "deliver"], ["alerts", "test"]] {
            let result = try await bare.run(arguments)
            #expect(result.status == 1)
            #expect(
                result.errors.contains("no channel is configured; add an [[alerts.channel]] to"))
        }
    }

    @Test func aMutedBudgetSendsNothing() async throws {
        try await fixture.run("budget", "set", "all", "--limit", "10", "--per", "total")
        let muted = try await fixture.run(
            "alerts", "mute", "all", "--until", "2099-01-01", "--reason", "a reshoot")
        #expect(muted.status == 0)
        try await raise()
        #expect(receiver.requests.isEmpty)
        #expect(
            try await fixture.run("alerts").output.contains("ops: not sent, as its budget is muted")
        )
        #expect(try await fixture.run("alerts", "unmute", "all").status == 0)
        try await raise()
        #expect(receiver.requests.count == 1)
        #expect(try await fixture.run("verify").status == 0)
    }

    /// Deliverers are killed at any moment; receivers answer, fail or hang. Then all have come.
    @Test func killedDeliverersLoseNothing() async throws {
        try await fixture.run("budget", "set", "all", "--limit", "10", "--per", "total")
        receiver.answers(.status(500))
        let quiet = fixture.with(["HOOK_SECRET": ""])
        for number in 0..<24 {
            try await quiet.run(
                "budget", "override", "all", "--add", "1", "--until", "2099-01-01", "--reason",
                "number \(number)")
        }
        receiver.answers(.status(200))
        let seed = UInt64.random(in: .min ... .max)
        print("killed deliverers: seed \(seed)")
        var random = SplitMix64(seed: seed)
        for _ in 0..<12 {
            let process = try await fixture.program.start(["alerts", "deliver"])
            // It is killed at any moment of its first 30 ms.
            try await Task.sleep(for: .seconds(Double.random(in: 0...0.03, using: &random)))
            process.kill(SIGKILL)
            _ = try await process.wait()
        }
        // What a dead one had claimed is free after a minute; nobody waits for that here.
        try await fixture.run("alerts", "deliver")
        let states = try await deliveries().compactMap { $0["state"]?.string }
        let delivered =
            try await fixture.document("alerts", "list")["alerts"]?.array?
            .filter { $0["deliveries"]?.array?.first?["state"] == "delivered" }
            .compactMap { $0["id"]?.string } ?? []
        #expect(states.count == 24 && !delivered.isEmpty)
        #expect(Set(delivered).isSubset(of: Set(receiver.ids)))
        // At most one for each that was killed is left, claimed.
        #expect(states.count { $0 == "pending" } <= 12)
        #expect(try await fixture.run("verify").status == 0)
    }
}
