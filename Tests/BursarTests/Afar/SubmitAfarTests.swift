import Foundation
import LosslessJSON
import Synchronization
import TestSupport
import Testing

/// `bursar submit` and `bursar wait` through a gateway.
@Suite(.runsPrograms)
struct SubmitAfarTests {
    @Test func itEndsAsOnTheMachineOfTheLedger() async throws {
        let sandbox = try await SandboxChild()
        let home = try sandbox.fixture()
        try await home.run("budget", "set", "all", "--limit", "6", "--per", "month")
        let gateway = try await AfarFixture(home)
        let desk = try await gateway.desk("laptop", "--project", "spring")
        let done = try await desk.submit("one", ["--duration", "8", "--label", "scene=Zwölf"])
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.errors.contains(" accepted, $1.3104 reserved\n"))
        #expect(done.errors.contains(" charged\n"))
        let first = try #require(try await home.document("list")["submissions"]?.array?.first)
        #expect(first["project"] == "spring" && first["labels", "scene"] == "Zwölf")
        let id = try #require(first["id"]?.string)
        #expect(done.output == (try await home.run("show", "--brief", id).output))

        let (document, status) = try await desk.submitted("two", ["--duration", "2"])
        #expect(status == 0)
        #expect(
            try await home.document("show", "--brief", document["id"]?.string ?? "")
                == document)

        for (prompt, more, code, words) in [
            (
                "much", ["--mode", "pro", "--duration", "15", "--max-cost", "1"], 3,
                "more than the $1.00 allowed for it"
            ),
            ("over", ["--duration", "25", "--mode", "pro"], 3, "budget 'all' has"),
            ("no [sandbox submit=400]", ["--duration", "2"], 6, "the provider refused it"),
            ("fails [sandbox fail=\"no face\"]", ["--duration", "2"], 6, "no face"),
            ("long [sandbox run=60]", ["--duration", "2", "--timeout", "0.3"], 7, "bursar wait"),
            ("lost [sandbox submit=reset]", ["--duration", "2"], 4, "outcome unknown"),
            ("other", ["--project", "autumn"], 1, "submits for project 'spring'"),
        ] as [(String, [String], Int32, String)] {
            let result = try await desk.submit(prompt, more)
            #expect(result.status == code, "\(prompt): \(result.errors)")
            #expect(result.errors.contains(words), "\(prompt): \(result.errors)")
        }
        let again = try await desk.submit("long [sandbox run=60]", ["--duration", "2"])
        #expect(again.status == 3 && again.errors.contains("bursar wait"), "\(again.errors)")
        let twice = try await desk.submit(
            "long [sandbox run=60]", ["--duration", "2", "--allow-duplicate", "--no-wait"])
        #expect(twice.status == 0, "\(twice.errors)")
        #expect(try await home.run("verify").status == 0)
        try await gateway.stop()
    }

    @Test func aDryRunSaysTheSameAndSendsNothing() async throws {
        let sandbox = try await SandboxChild()
        let home = try sandbox.fixture()
        try await home.run("budget", "set", "all", "--limit", "5", "--per", "total")
        try await home.run("budget", "set", "n", "--limit", "3 submissions", "--per", "total")
        let gateway = try await AfarFixture(home)
        let desk = try await gateway.desk("admin", "--admin")
        for more in [
            ["--duration", "8"], [], ["--mode", "pro"], ["--duration", "8", "--json"],
            ["--max-cost", "0.1"], ["--model", "some/model"],
        ] {
            let here = try await home.submit("one", ["--dry-run"] + more)
            let there = try await desk.submit("one", ["--dry-run"] + more)
            #expect(here.status == there.status, "\(more): \(there.errors)")
            #expect(here.timeless == there.timeless, "\(more)")
        }
        #expect(try await sandbox.submissions().isEmpty)
        #expect(try await home.document("list")["submissions"] == [])
        try await gateway.stop()
    }

    /// Files of this machine are sent along, and measured there.
    @Test func aFileIsSentAlong() async throws {
        let sandbox = try await SandboxChild()
        let home = try sandbox.fixture()
        try await home.run("init")
        let gateway = try await AfarFixture(home)
        let desk = try await gateway.desk("laptop")
        let film = desk.folder.path("dance.mp4")
        try Data(TinyMovie.bytes(milliseconds: 7000)).write(to: URL(fileURLWithPath: film))
        let result = try await desk.run(
            "submit", "--image", CommandFixture.image, "--video", film, "--poll-interval", "0.1",
            "--json")
        #expect(result.status == 0, "\(result.errors)")
        let document = try JSON(parsing: result.output)
        #expect(document["estimate", "seconds"] == .integer(7))
        #expect(document["estimate", "seconds_source"] == "reference")
        try await gateway.stop()
    }

    /// The gateway is killed while the provider has the POST. What became of it is found out by its age; until
    /// then the same command asks after it.
    @Test func aGatewayThatIsKilledLeavesTheSubmissionKnown() async throws {
        let sandbox = try await SandboxChild(SubmitAfarTests.slow)
        let home = try sandbox.fixture()
        try await home.run("init")
        let first = try await AfarFixture(home)
        let desk = try await first.desk("laptop")
        let order = CommandFixture.submission("one", ["--duration", "2", "--timeout", "3"])
        let running = try await desk.program.start(order)
        try await sandbox.receives()
        try await first.stop(SIGKILL)
        let lost = try await running.wait()
        #expect(lost.status == 4, "\(lost.errors)")
        #expect(lost.errors.contains("Run the same command again"))

        let unreachable = try await desk.run(order)
        #expect(unreachable.status == 75 && unreachable.errors.contains("nothing was sent"))

        let second = try await AfarFixture(home, port: first.port)
        let result = try await desk.run(order)
        #expect(result.status == 4 && result.errors.contains(" dispatched,"), "\(result.errors)")
        #expect(result.errors.contains("The gateway looks the submission up"))
        #expect(try await sandbox.submissions().count == 1)
        #expect(try await home.document("list")["submissions"]?.array?.count == 1)
        #expect(try await home.run("verify").status == 0)
        try await second.stop()
    }

    private static let slow = [
        "--fault-rate", "100", "--fault-kinds", "slow", "--fault-delay", "1",
    ]

    /// The network loses the answer, and the gateway has it: running the same command again rejoins.
    @Test func anAnswerThatTheNetworkLostIsHandedOutAgain() async throws {
        let sandbox = try await SandboxChild(SubmitAfarTests.slow)
        let home = try sandbox.fixture()
        try await home.run("init")
        let gateway = try await AfarFixture(home)
        let made = try await home.run("keys", "create", "laptop")
        let key = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let port = gateway.port
        let posts = Mutex(0)
        let relay = RawServer.Behaviour("a relay that breaks once") { connection in
            guard let request = try await connection.request() else { return }
            let isFirst = posts.withLock { count in
                count += 1
                return count == 1
            }
            try await RawClient(port: port).connect { far in
                try await far.send(request.text)
                if isFirst {
                    try await sandbox.receives()
                    try await far.reset()
                } else {
                    try await far.copy(to: connection.sender)
                }
            }
            if isFirst { try await connection.reset() } else { connection.finish() }
        }
        let order = CommandFixture.submission("one", ["--duration", "2"])
        try await RawServer.run(relay) { server in
            let desk = try gateway.desk(key: key)
                .with(["BURSAR_GATEWAY": "http://127.0.0.1:\(server.port)"])
            let lost = try await desk.run(order)
            #expect(lost.status == 4, "\(lost.errors)")
            let result = try await desk.run(order)
            #expect(result.status == 0, "\(result.errors)")
        }
        #expect(try await sandbox.submissions().count == 1)
        try await gateway.stop()
    }

    /// What stands between has read the answer, and does not hand it on; the video has ended before the command is
    /// given again.
    @Test func aProxyThatSwallowsTheAnswerCostsNoSecondVideo() async throws {
        let sandbox = try await SandboxChild()
        let home = try sandbox.fixture()
        try await home.run("init")
        let gateway = try await AfarFixture(home)
        let desk = try await gateway.desk("laptop")
        let port = gateway.port
        let posts = Mutex(0)
        let proxy = RawServer.Behaviour("a proxy that swallows the first answer") { connection in
            guard let request = try await connection.request() else { return }
            let isFirst = posts.withLock { count in
                count += 1
                return count == 1
            }
            let answer = try await RawClient(port: port).connect { far in
                try await far.send(request.text)
                var bytes: [UInt8] = []
                while let more = try await far.receive() { bytes += more }
                return bytes
            }
            try await connection.sender.send(
                isFirst ? Array("HTTP/1.1 408 X\r\nContent-Length: 0\r\n\r\n".utf8) : answer)
            connection.finish()
        }
        let order = CommandFixture.submission("one", ["--duration", "2"])
        try await RawServer.run(proxy) { server in
            let desk = desk.with(["BURSAR_GATEWAY": "http://127.0.0.1:\(server.port)"])
            let lost = try await desk.run(order)
            #expect(lost.status == 4, "\(lost.errors)")
            try await sandbox.ends("one")
            let found = try await desk.run(order)
            #expect(found.status == 0, "\(found.errors)")
            #expect(try await sandbox.submissions().count == 1)
            // It is known now: the same command is a new order.
            #expect(try await desk.run(order).status == 0)
            #expect(try await sandbox.submissions().count == 2)
        }
        try await gateway.stop()
    }

    @Test func ofSixAtTheSameMomentOneIsMade() async throws {
        let sandbox = try await SandboxChild()
        let home = try sandbox.fixture()
        try await home.run("init")
        let gateway = try await AfarFixture(home)
        let desk = try await gateway.desk("laptop")
        let order = CommandFixture.submission(
            "one [sandbox submit=slow delay=1 run=3]", ["--duration", "2"])
        let statuses = try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<6 { group.addTask { try await desk.run(order).status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.sorted() == [0, 3, 3, 3, 3, 3])
        #expect(try await sandbox.submissions().count == 1)
        try await gateway.stop()
    }

    @Test func aKeyThatIsRevokedMeanwhileLeavesItRunning() async throws {
        let sandbox = try await SandboxChild()
        let home = try sandbox.fixture()
        try await home.run("init")
        let gateway = try await AfarFixture(home)
        let desk = try await gateway.desk("laptop")
        let running = try await desk.program.start(
            CommandFixture.submission("one [sandbox run=60]", ["--duration", "2", "--json"]))
        try await sandbox.receives()
        try await eventually("it is accepted") {
            try await home.document("list")["submissions"]?.array?.first?["state"] == "accepted"
        }
        try await home.run("keys", "revoke", "laptop")
        let result = try await running.wait()
        #expect(result.status == 7, "\(result.errors)")
        #expect(
            result.errors.contains("was revoked") && !result.errors.contains("nothing was sent"))
        #expect(try JSON(parsing: result.output)["state"] == "accepted")
        try await gateway.stop()
    }
}
