import Foundation
import LosslessJSON
import TestSupport
import Testing

/// What a key may ask of a gateway, and what it sees.
@Suite(.runsPrograms)
struct RightsTests {
    @Test func aKeySeesAndChangesNothingOfOthers() async throws {
        let sandbox = try await SandboxChild()
        let home = try sandbox.fixture()
        for name in ["spring", "autumn"] {
            try await home.run(
                "budget", "set", "b-\(name)", "--limit", "4", "--per", "month", "--project", name)
            try await home.submit("of \(name)", ["--project", name, "--duration", "8"])
            // Three thresholds of it are crossed.
            try await home.submit("more of \(name)", ["--project", name, "--duration", "15"])
        }
        try await home.run("budget", "set", "whole", "--limit", "90", "--per", "month")
        let gateway = try await AfarFixture(home)
        let spring = try await gateway.desk("spring", "--project", "spring")
        let free = try await gateway.desk("free")
        let all = try #require(try await home.document("list")["submissions"]?.array)
        let others = try #require(
            all.first { $0["project"] == "autumn" }?["id"]?.string)
        #expect(try await home.run("alerts", "list").output.contains("autumn"))
        for command in [
            ["list"], ["list", "--json"], ["report"], ["report", "--json"],
            ["report", "--by", "project,key"], ["report", "--format", "focus"], ["budget"],
            ["budget", "list"], ["budget", "--json"], ["statusline"], ["alerts", "list"],
            ["alerts", "list", "--json"], ["watch", "--once"], ["list", "--project", "autum"],
            ["statusline", "--budget", "b-autum"],
        ] {
            for desk in [spring, free] {
                let result = try await desk.run(command)
                let text = result.output + result.errors
                #expect(!text.contains("autumn") && !text.contains("whole"), "\(command): \(text)")
            }
            if !command.contains("--project"), !command.contains("--budget"),
                !command.contains("alerts")
            {
                let text = try await spring.run(command).output
                #expect(text.contains("spring"), "\(command): \(text)")
            }
        }
        for id in [others, String(others.suffix(8)), String(others.prefix(20))] {
            for command in [["show", id], ["wait", id]] {
                let result = try await spring.run(command)
                #expect(result.status == 1, "\(result.output)")
                #expect(result.errors.contains("there is no submission"), "\(result.errors)")
            }
        }
        for command in RightsTests.ofAdministrators(others) {
            let result = try await spring.run(command)
            #expect(result.status == 1 && result.output.isEmpty, "\(command)")
            #expect(result.errors.contains("with --admin"), "\(command): \(result.errors)")
        }
        let project = try await spring.run("list", "--project", "autumn")
        #expect(project.status == 1 && project.errors.contains("sees project 'spring'"))
        #expect(try await home.document("list")["submissions"]?.array == all)
        #expect(try await home.run("verify").status == 0)
        try await gateway.stop()
    }

    /// Whoever is on the machine of a gateway without keys sees everything, and changes nothing.
    @Test func withoutKeysNothingIsChanged() async throws {
        let home = try CommandFixture()
        try await home.run("budget", "set", "whole", "--limit", "90", "--per", "month")
        let gateway = try await AfarFixture(home)
        let desk = try gateway.desk(key: "")
        let seen = try await desk.run("budget", "list")
        #expect(seen.status == 0 && seen.output.contains("whole"), "\(seen.errors)")
        let id = "019aa3c2-7f3e-7c1a-9b1e-0123456789ab"
        for command in RightsTests.ofAdministrators(id) {
            let result = try await desk.run(command)
            #expect(result.status == 1 && result.output.isEmpty, "\(command)")
            #expect(result.errors.contains("no key was shown"), "\(command): \(result.errors)")
        }
        #expect(try await home.document("budget", "list")["budgets"]?.array?.count == 1)
        #expect(try await home.document("keys", "list")["keys"] == [])
        try await gateway.stop()
    }

    private static func ofAdministrators(_ id: String) -> [[String]] {
        [
            ["budget", "set", "b-spring", "--limit", "9"], ["budget", "remove", "b-autumn"],
            [
                "budget", "override", "b-spring", "--add", "5", "--until", "2099-01-01", "--reason",
                "more",
            ], ["price", "list"], ["price", "set", "some/model", "--per-second", "1"],
            ["price", "forget", "some/model"], ["price", "unset", "some/model"],
            ["keys", "create", "other", "--admin"], ["keys"], ["keys", "revoke", "free"],
            ["alerts", "mute", "b-spring", "--until", "2099-01-01", "--reason", "quiet"],
            ["alerts", "unmute", "b-spring"],
            ["edit", id, "--project", "spring", "--reason", "mine"],
            ["resolve", id, "--not-charged", "--reason", "mine"], ["prompt", "erase", id],
            ["export"],
        ]
    }

    /// The machine of the ledger alone can do it, whatever the key and whatever sends the words.
    @Test func whatTouchesMoreThanTheLedgerIsRunNowhereElse() async throws {
        let home = try CommandFixture()
        try await home.run("init")
        let gateway = try await AfarFixture(home)
        let made = try await home.run("keys", "create", "admin", "--admin")
        let key = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let desk = try gateway.desk(key: key)
        let path = home.folder.path("written")
        for command in [
            ["verify"], ["backup", path], ["restore", path], ["import", "/etc/passwd"],
            ["reconcile"], ["sync"], ["init"], ["close", "--month", "2026-01"], ["doctor"],
            ["serve"], ["run", "--", "touch", path], ["price", "sync"], ["alerts", "test"],
            ["alerts", "deliver"],
        ] {
            let result = try await desk.run(command)
            #expect(result.status == 1, "\(command): \(result.output)")
            let body = JSON.object([
                JSON.Member("arguments", .array(command.map { .string($0) }))
            ])
            let answer = await RawClient(port: gateway.port).send(
                "POST", "/api/v1/commands",
                "Content-Type: application/json\r\nAuthorization: Bearer \(key)\r\n",
                body: body.compactText
            ).answer
            #expect(
                answer.status == 200 && answer.header("x-bursar-exit-code") == "1", "\(command)")
            #expect(
                answer.header("x-bursar-messages")?.contains("machine%20of%20the%20ledger") == true)
        }
        // A file is written where the command was given, and nowhere else.
        for command in [
            ["report", "--output", path], ["report", "--format", "csv", "--output", path],
        ] {
            let body = JSON.object([
                JSON.Member("arguments", .array(command.map { .string($0) }))
            ])
            let answer = await RawClient(port: gateway.port).send(
                "POST", "/api/v1/commands",
                "Content-Type: application/json\r\nAuthorization: Bearer \(key)\r\n",
                body: body.compactText
            ).answer
            #expect(answer.header("x-bursar-exit-code") == "1", "\(answer.text)")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
        try await gateway.stop()
    }
}
