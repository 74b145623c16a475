import Foundation
import LosslessJSON
import TestSupport
import Testing

/// A command that asks a gateway prints, says and ends as one that opens the ledger.
@Suite(.runsPrograms)
struct SameOutputTests {
    /// - Parameter id: of a submission.
    private static func commands(_ id: String) -> [[String]] {
        [
            ["list"], ["list", "--json"], ["list", "--format", "jsonl"], ["list", "--limit", "1"],
            ["list", "--mode", "pro", "--state", "settled"], ["list", "--project", "sprung"],
            ["show", id], ["show", String(id.suffix(8)), "--json"], ["show", "--brief", id],
            ["show", "nothing"], ["wait", id], ["wait", id, "--json"], ["wait", id, id],
            ["report"], ["report", "--json"], ["report", "--details", "--compare", "--top", "2"],
            ["report", "--by", "project,label:scene"], ["report", "--format", "csv", "--excel"],
            ["report", "--format", "markdown"], ["report", "--format", "html"],
            ["report", "--format", "focus"], ["report", "--format", "hledger"],
            ["report", "--format", "jsonl"], ["report", "--month", "2026-13"],
            ["report", "--month", "2020-01"], ["report", "--output", "-"],
            ["budget"], ["budget", "list"], ["budget", "list", "--json"],
            ["budget", "status", "--json"], ["statusline"], ["statusline", "--budget", "spring"],
            ["statusline", "--budget", "sprung"], ["alerts", "list"], ["alerts", "list", "--json"],
            ["keys", "list"], ["price", "list"], ["watch", "--once"], ["export"], ["lisst"],
            ["list", "--modee", "pro"],
        ]
    }

    @Test func whatIsPrintedSaidAndReturnedIsTheSame() async throws {
        let sandbox = try await SandboxChild()
        let home = try sandbox.fixture()
        try await home.run("budget", "set", "all", "--limit", "30", "--per", "total")
        try await home.run(
            "budget", "set", "spring", "--limit", "5", "--per", "month", "--project", "spring")
        try await home.submit("one", ["--project", "spring", "--label", "scene=Zwölf"])
        try await home.submit("two", ["--mode", "pro", "--duration", "8"])
        try await home.submit("no [sandbox fail=\"no face\"]", ["--duration", "4"])
        let refused = try await home.submit("much", ["--project", "spring", "--duration", "30"])
        #expect(refused.status == 3, "\(refused.errors)")
        let id = try #require(
            try await home.document("list")["submissions"]?.array?.last?["id"]?.string)
        let gateway = try await AfarFixture(home)
        let desk = try await gateway.desk("admin", "--admin")
        for looks in [
            [:], ["COLUMNS": "60", "FORCE_COLOR": "1"], ["COLUMNS": "200"],
        ] {
            for command in SameOutputTests.commands(id) {
                let here = try await home.with(looks).run(command)
                let there = try await desk.with(looks).run(command)
                #expect(here.status == there.status, "\(command): \(there.errors)")
                #expect(here.timeless == there.timeless, "\(command) \(looks)")
            }
        }
        try await gateway.stop()
    }

    @Test func aReportGoesIntoAFileOfThisMachine() async throws {
        let home = try CommandFixture()
        try await home.run("init")
        let gateway = try await AfarFixture(home)
        let desk = try await gateway.desk("admin", "--admin")
        for name in ["r.csv", "r.json", "r.md", "r.html", "r.txt", "r.journal"] {
            let (here, there) = (home.folder.path(name), desk.folder.path(name))
            #expect(try await home.run("report", "--output", here).status == 0)
            let result = try await desk.run("report", "--output=\(there)")
            #expect(result.status == 0 && result.output.isEmpty, "\(result.errors)")
            let texts = try [here, there].map {
                try String(contentsOfFile: $0, encoding: .utf8)
                    .replacing(/[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?/, with: "TIME")
            }
            #expect(texts[0] == texts[1] && !texts[0].isEmpty, "\(name)")
        }
        let unwritten = try await desk.run("report", "--output", "/nowhere/r.csv")
        #expect(unwritten.status == 1 && unwritten.errors.contains("/nowhere/r.csv"))
        try await gateway.stop()
    }

    @Test func whatChangesTheAccountsIsDoneThere() async throws {
        let home = try CommandFixture()
        try await home.run("init")
        let gateway = try await AfarFixture(home)
        let desk = try await gateway.desk("admin", "--admin")
        for command in [
            ["budget", "set", "b", "--limit", "25", "--per", "month"],
            ["budget", "override", "b", "--add", "5", "--until", "2099-01-01", "--reason", "more"],
            ["price", "set", "some/model", "--per-second", "0.5", "--force"],
            ["keys", "create", "ci", "--project", "spring"],
        ] {
            let result = try await desk.run(command)
            #expect(result.status == 0, "\(command): \(result.errors)")
        }
        let budget = try await home.document("budget", "status")["budgets"]?.array?.first
        #expect(budget?["limit_usd"] == "25.00" && budget?["overrides_usd"] == "5.00")
        #expect(try await home.run("price", "list").output.contains("some/model"))
        #expect(try await home.document("keys", "list")["keys"]?.array?.count == 2)
        #expect(try await home.run("verify").status == 0)
        let slip = try await desk.run("budget", "set", "b", "--limit", "minus")
        #expect(slip.status == 64 && slip.errors.contains("bursar budget set --help"))
        try await gateway.stop()
    }
}
