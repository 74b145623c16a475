import Accounting
import Foundation
import LedgerStore
import LosslessJSON
import TestSupport
import Testing

@testable import Gateway

/// The accounts over HTTP: who sees what of them, and in which form.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct AccountsTests {
    private static let root = "/api/v1"
    private static let report = root + "/report"
    private static let submissions = root + "/submissions"

    /// Two submissions of project spring, one of autumn, one of none: by three keys.
    private struct Desk {
        let gateway: RunningGateway
        let admin: [String: String]
        let spring: [String: String]
        let autumn: [String: String]
        let plain: [String: String]

        init(_ gateway: RunningGateway) async throws {
            self.gateway = gateway
            admin = try await gateway.bearer("root", isAdmin: true)
            spring = try await gateway.bearer("one", project: "spring")
            autumn = try await gateway.bearer("two", project: "autumn")
            plain = try await gateway.bearer("three")
            for (key, prompt) in [(spring, "a"), (spring, "b"), (autumn, "c"), (plain, "d")] {
                gateway.clock.advance(by: .seconds(1))
                #expect(await gateway.post(RunningGateway.body(prompt), key).status == 200)
            }
        }

        func get(_ target: String, _ key: [String: String]) async -> HTTPMessage {
            await gateway.get(target, key)
        }

        func count(_ target: String, _ key: [String: String]) async -> String? {
            await get(target, key).json["totals"]?["submissions"]?.numberText
        }
    }

    @Test func aReportIsOfWhatTheKeyMaySee() async throws {
        try await RunningGateway.run { gateway in
            let desk = try await Desk(gateway)
            #expect(await desk.count(Self.report, desk.admin) == "4")
            #expect(await desk.count(Self.report + "?project=autumn", desk.admin) == "1")
            #expect(await desk.count(Self.report, desk.spring) == "2")
            #expect(await desk.count(Self.report + "?project=spring", desk.spring) == "2")
            let spring = await desk.get(Self.report, desk.spring).json
            #expect(spring["filters"]?["project"] == "spring")
            let foreign = await desk.get(Self.report + "?project=autumn", desk.spring)
            #expect(foreign.status == 403)
            #expect(foreign.json["error"]?["code"] == "project_of_another_key")
            #expect(foreign.json["error"]?["param"] == "project")
            let plain = await desk.get(Self.report, desk.plain)
            #expect(plain.status == 403 && plain.json["error"]?["code"] == "accounts_of_others")
            #expect(await desk.get(Self.report, [:]).status == 401)
            for page in ["text", "html", "markdown", "csv", "jsonl"] {
                let text = await desk.get(
                    Self.report + "?by=key,project&format=\(page)", desk.spring)
                #expect(text.status == 200 && !text.content.contains("autumn"), "\(page)")
            }
        }
    }

    @Test func aKeySeesItsOwnBudgets() async throws {
        try await RunningGateway.run { gateway in
            try await gateway.setBudget("all", "500")
            try await gateway.setBudget("s", "100", scope: Scope(project: "spring"))
            try await gateway.setBudget("a", "100", scope: Scope(project: "autumn"))
            try await gateway.setBudget("k", "100", scope: Scope(key: "one"))
            let desk = try await Desk(gateway)
            func names(_ key: [String: String]) async -> [String?] {
                let answer = await desk.get(Self.root + "/budgets", key)
                #expect(answer.json["schema"] == "bursar.budgets/1")
                return (answer.json["budgets"]?.array ?? []).map { $0["name"]?.string }.sorted {
                    $0 ?? "" < $1 ?? ""
                }
            }
            #expect(await names(desk.admin) == ["a", "all", "k", "s"])
            #expect(await names(desk.spring) == ["k", "s"])
            #expect(await names(desk.autumn) == ["a"])
            #expect(await names(desk.plain) == [])
        }
    }

    @Test func submissionsAreThoseOfTheKeyAndOthersDoNotExist() async throws {
        try await RunningGateway.run { gateway in
            let desk = try await Desk(gateway)
            func ids(_ target: String, _ key: [String: String]) async -> [String] {
                let answer = await desk.get(target, key)
                #expect(answer.json["schema"] == "bursar.submissions/1", "\(target)")
                return (answer.json["submissions"]?.array ?? []).compactMap { $0["id"]?.string }
            }
            let all = await ids(Self.submissions, desk.admin)
            #expect(all.count == 4)
            #expect(await ids(Self.submissions + "?limit=3", desk.admin) == Array(all.prefix(3)))
            #expect(await ids(Self.submissions + "?state=settled", desk.admin) == [])
            #expect(await ids(Self.submissions, desk.spring) == Array(all.suffix(2)))
            #expect(await ids(Self.submissions, desk.plain) == Array(all.prefix(1)))
            let one = try #require(all.last)
            let shown = await desk.get("\(Self.submissions)/\(one)", desk.spring)
            #expect(shown.json["id"]?.string == one && shown.json["state"] == "accepted")
            #expect(shown.json["history"]?.array?.isEmpty == false)
            for (id, key) in [(one, desk.autumn), (one, desk.plain), ("nothing", desk.admin)] {
                let missing = await desk.get("\(Self.submissions)/\(id)", key)
                #expect(missing.status == 404)
                #expect(missing.json["error"]?["code"] == "unknown_submission")
            }
            #expect(await desk.get(Self.submissions + "?project=autumn", desk.spring).status == 403)
            #expect(await desk.get(Self.submissions + "?project=autumn", desk.plain).status == 403)
        }
    }

    /// What is filed elsewhere is somebody else's, and so is where it was before.
    @Test func whatIsFiledElsewhereIsInTheAccountsOfOthers() async throws {
        try await RunningGateway.run { gateway in
            let desk = try await Desk(gateway)
            let one = try #require(try gateway.ledger.submissions(in: .accepted).first)
            for (project, reason) in [("secret", "why it went"), ("autumn", "and on")] {
                var change = FilingChange()
                change.project = .named(Name(project))
                change.labels = [Label(key: "deal", value: project)]
                _ = try await gateway.ledger.refile(
                    [one.id], change, reason: reason, at: gateway.clock.now)
            }
            let target = "\(Self.submissions)/\(one.id)"
            #expect(await desk.get(target, desk.spring).status == 404)
            let autumn = await desk.get(target, desk.autumn)
            #expect(autumn.status == 200 && !autumn.content.contains("secret"))
            #expect(!autumn.content.contains("why it went"))
            #expect(await desk.get(target, desk.admin).content.contains("secret"))
        }
    }

    @Test func whatRefusesTheOrdersOfOthersIsNotShown() async throws {
        try await RunningGateway.run { gateway in
            try await gateway.setBudget("hidden", "1", scope: Scope(key: "three"))
            let plain = try await gateway.bearer("three")
            let spring = try await gateway.bearer("one", project: "spring")
            let filed = plain.merging(["x-bursar-project": "spring"]) { $1 }
            let refused = await gateway.post(RunningGateway.body(), filed)
            #expect(refused.status == 402 && refused.content.contains("hidden"))
            let id = try #require(refused.header("x-bursar-submission-id"))
            for target in [Self.submissions, "\(Self.submissions)/\(id)"] {
                let own = await gateway.get(target, plain)
                #expect(own.content.contains("hidden"), "\(target)")
                let other = await gateway.get(target, spring)
                #expect(other.status == 200 && !other.content.contains("hidden"), "\(target)")
                #expect(other.content.contains("request_exceeds_budget"), "\(target)")
            }
        }
    }

    @Test(arguments: [
        ("/budgets?project=a", "project"), ("/submissions/x?y=1", "y"),
        ("/report?by=label:%00", "by"), ("/report?format=JSON", "format"),
    ])
    func aParameterThatIsNotHeededIsRefused(target: String, parameter: String) async throws {
        try await RunningGateway.run { gateway in
            let answer = await gateway.get(Self.root + target)
            #expect(answer.status == 400)
            #expect(answer.json["error"]?["param"]?.string == parameter)
            let header = await gateway.get(Self.report, ["x-bursar-project": "a"])
            #expect(header.status == 400)
            #expect(header.json["error"]?["param"] == "x-bursar-project")
        }
    }

    @Test(arguments: [
        ("json", "application/json"), ("jsonl", "application/x-ndjson"), ("csv", "text/csv"),
        ("html", "text/html"), ("markdown", "text/markdown"), ("text", "text/plain"),
    ])
    func everyFormatSaysWhatItIs(format: String, type: String) async throws {
        try await RunningGateway.run { gateway in
            #expect(await gateway.post().status == 200)
            let answer = await gateway.get("\(Self.report)?month=2026-11&format=\(format)")
            #expect(answer.status == 200)
            #expect(answer.header("content-type") == "\(type); charset=utf-8")
            #expect(answer.header("cache-control") == "no-store")
            #expect(answer.header("x-content-type-options") == "nosniff")
            let file = "attachment; filename=\"bursar-2026-11.\(format)\""
            let isFile = ["csv", "jsonl"].contains(format)
            #expect(answer.header("content-disposition") == (isFile ? file : nil))
            #expect((answer.header("content-security-policy") != nil) == (format == "html"))
        }
    }

    @Test func onlyQuestionsAreTaken() async throws {
        try await RunningGateway.run { gateway in
            for path in [Self.report, Self.root + "/budgets"] {
                let answer = await gateway.post("{}", to: path)
                #expect(answer.status == 405 && answer.header("allow") == "GET", "\(path)")
            }
            #expect(await gateway.get(Self.report + "?mounth=2026-11").status == 400)
            #expect(await gateway.get(Self.root + "/anything").status == 404)
            #expect(await gateway.get(Self.submissions + "/a/b").status == 404)
        }
    }
}
