import Accounting
import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `bursar serve`: from its first line to the end of what was sent.
@Suite(.runsPrograms)
struct ServeCommandTests {
    private static let body = """
        {"model":"klingai/video-v3-motion-control","image_url":"https://example.com/hero.png",\
        "video_url":"https://example.com/dance.mp4","prompt":"one","mode":"std"}
        """

    private func port(of gateway: RunningProgram) async throws -> Int {
        let line = try await gateway.line(beginning: "gateway listening on http://127.0.0.1:")
        return try #require(line.split(separator: ":").last.flatMap { Int($0) })
    }

    private func post(_ port: Int) async -> HTTPMessage {
        await RawClient(port: port).send(
            "POST", "/v2/video/generations", "Content-Type: application/json\r\n",
            body: ServeCommandTests.body
        ).answer
    }

    @Test func itAnswersAndEndsOnSIGTERMWithWhatWasSentRecorded() async throws {
        let sandbox = try await SandboxChild([
            "--fault-rate", "100", "--fault-kinds", "slow", "--fault-delay", "2",
        ])
        let fixture = try sandbox.fixture()
        let gateway = try await fixture.program.start(["serve", "--port", "0"])
        let port = try await port(of: gateway)
        #expect(await RawClient(port: port).send("GET", "/readyz").answer.status == 200)
        async let answer = post(port)
        try await sandbox.receives()
        gateway.kill(SIGTERM)
        #expect(await answer.status == 200)
        let result = try await gateway.wait()
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "gateway listening on http://127.0.0.1:\(port)\n")
        #expect(result.errors.contains("export AIMLAPI_BASE_URL=http://127.0.0.1:\(port)\n"))
        #expect(!result.errors.contains(CommandFixture.key))
        let states = try await fixture.document("list")["submissions"]?.array?.map { $0["state"] }
        #expect(states == ["accepted"])
        #expect(try await fixture.run("verify").status == 0)
    }

    /// The same accounts, whoever asks.
    @Test func itAnswersWithTheDocumentsOfTheCommandLine() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run("budget", "set", "b", "--limit", "500", "--per", "month")
        try await fixture.submit("one", ["--project", "p", "--label", "k=v"])
        let gateway = try await fixture.program.start(["serve", "--port", "0"])
        let client = RawClient(port: try await port(of: gateway))
        for (path, arguments) in [
            ("report", ["report"]),
            (
                "report?by=project,label:k&top=3",
                ["report", "--by", "project,label:k", "--top", "3"]
            ),
            (
                "report?since=2026-01-01&mode=pro",
                ["report", "--since", "2026-01-01", "--mode", "pro"]
            ),
            ("submissions", ["list"]),
        ] {
            let answer = await client.send("GET", "/api/v1/\(path)").answer
            let command = try await fixture.document(arguments)
            let agree = Self.timeless(answer.json) == Self.timeless(command)
            #expect(answer.status == 200 && agree, "\(path)")
        }
        let text = await client.send("GET", "/api/v1/report?format=csv").answer
        #expect(try await fixture.run("report", "--format", "csv").output == text.content)
        gateway.kill(SIGTERM)
        #expect(try await gateway.wait().status == 0)
    }

    /// Without the times of asking, what is reckoned from them, and the head of a journal to which the gateway
    /// adds the provider's prices meanwhile.
    private static func timeless(_ document: JSON) -> [JSON.Member]? {
        let times: Set = [
            "generated_at", "as_of", "forecast", "projected_usd", "ledger_head",
        ]
        return document.members?.filter { !times.contains($0.key) }
    }

    @Test func aHangupReadsTheConfigurationAndTheManagerIsTold() async throws {
        let sandbox = try await SandboxChild()
        let desk = try sandbox.fixture()
        let manager = try DatagramSocket(at: desk.folder.path("manager"))
        let fixture = desk.with(["NOTIFY_SOCKET": desk.folder.path("manager")])
        let gateway = try await fixture.program.start(["serve", "--port", "0"])
        let port = try await port(of: gateway)
        let url = "http://127.0.0.1:\(port)"
        #expect(try await manager.next() == "READY=1\nSTATUS=listening on \(url)")
        gateway.kill(SIGHUP)
        let reloading = try await manager.next()
        #expect(reloading.wholeMatch(of: /RELOADING=1\nMONOTONIC_USEC=[0-9]+/) != nil)
        #expect(try await manager.next() == "READY=1\nSTATUS=listening on \(url)")
        #expect(await RawClient(port: port).send("GET", "/healthz").answer.status == 200)
        gateway.kill(SIGINT)
        #expect(try await manager.next() == "STOPPING=1\nSTATUS=finishing what was sent")
        let result = try await gateway.wait()
        #expect(result.status == 0 && result.errors.contains("info config read again"))
    }

    /// What it records would be lost, and only a new process can open the new file.
    @Test func aLedgerThatIsAnotherFileEndsIt() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run("init")
        let copy = fixture.folder.path("copy.sqlite")
        try await fixture.run("backup", copy)
        let gateway = try await fixture.program.start(["serve", "--port", "0"])
        let port = try await port(of: gateway)
        #expect(await RawClient(port: port).send("GET", "/readyz").answer.status == 200)
        for suffix in ["-wal", "-shm"] { unlink(fixture.ledger + suffix) }
        #expect(rename(copy, fixture.ledger) == 0)
        // It may have ended before it can be asked: whatever meets the other file first ends it.
        let ready = await RawClient(port: port).send("GET", "/readyz").answer
        #expect(ready.status == nil || ready.status == 503)
        let answer = await post(port)
        #expect(
            answer.status == nil
                || answer.status == 503
                    && answer.json["error"]?["code"]?.string == "ledger_replaced"
        )
        let result = try await gateway.wait()
        #expect(result.status == 75, "\(result.errors)")
        #expect(result.complaints.last?.contains("start it again: it uses the other file") == true)
        #expect(result.errors.components(separatedBy: "round failed").count == 2)
        #expect(try await sandbox.submissions().isEmpty)
    }

    /// A process that is started then would make a ledger without budgets in its place.
    @Test func aLedgerThatIsGoneIsWaitedFor() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run("init")
        let gateway = try await fixture.program.start(["serve", "--port", "0"])
        let port = try await port(of: gateway)
        let aside = fixture.folder.path("aside.sqlite")
        #expect(rename(fixture.ledger, aside) == 0)
        #expect(await post(port).status == 503)
        try await Task.sleep(for: .seconds(2))
        #expect(await RawClient(port: port).send("GET", "/readyz").answer.status == 503)
        #expect(!FileManager.default.fileExists(atPath: fixture.ledger))
        #expect(rename(aside, fixture.ledger) == 0)
        #expect(await post(port).status == 200)
        gateway.kill(SIGTERM)
        #expect(try await gateway.wait().status == 0)
    }

    /// The end waits for the ledger to know which answers were read: after it the same order is a new one.
    @Test func anAnswerOfTheEndIsNotGivenTwice() async throws {
        let sandbox = try await SandboxChild([
            "--fault-rate", "100", "--fault-kinds", "slow", "--fault-delay", "1",
        ])
        let fixture = try sandbox.fixture()
        for number in 1...2 {
            let gateway = try await fixture.program.start(["serve", "--port", "0"])
            let port = try await port(of: gateway)
            async let answer = post(port)
            try await eventually("it is sent") { try await sandbox.submissions().count == number }
            gateway.kill(SIGTERM)
            let heard = await answer
            #expect(heard.status == 200 && heard.header("x-bursar-rejoined") == nil)
            #expect(try await gateway.wait().status == 0)
        }
        #expect(try await sandbox.submissions().count == 2)
    }

    @Test(arguments: [
        "/v1/../images", "/v1/images%2fx", "/v1/images?a=1", "v1/images", "/v2/video/generations",
    ])
    func aPathThatCouldNeverMatchIsRefused(path: String) async throws {
        let fixture = try CommandFixture()
        for check in [["--check"], []] {
            let result = try await fixture.run(["serve", "--allow-unmetered", path] + check)
            #expect(result.status == 64 && result.output == "", "\(result.errors)")
            #expect(result.errors.contains("--allow-unmetered '\(path)' "), "\(result.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: fixture.ledger))
    }

    @Test(arguments: [
        "/nowhere/at/all", "@bursar-nobody", "nonsense", String(repeating: "/x", count: 99),
    ])
    func aManagerThatDoesNotListenIsNoneOfItsBusiness(address: String) async throws {
        let fixture = try CommandFixture(["NOTIFY_SOCKET": address])
        let gateway = try await fixture.program.start(["serve", "--port", "0"])
        _ = try await port(of: gateway)
        gateway.kill(SIGTERM)
        #expect(try await gateway.wait().status == 0)
    }

    @Test func aCheckSaysWhatIsReadyAndChangesNothing() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let first = try await fixture.run("serve", "--check", "--port", "0")
        #expect(first.status == 0 && first.complaints == [], "\(first.errors)")
        #expect(
            first.output == """
                ready: the ledger \(fixture.ledger), which is made at the first start
                ready: a key for the provider at \(sandbox.url) (from AIMLAPI_BASE_URL)
                ready: no keys of the gateway, so it serves this machine alone
                ready: the address 127.0.0.1, port 0

                """)
        #expect(!FileManager.default.fileExists(atPath: fixture.ledger))
        let open = try await fixture.run("serve", "--check", "--port", "0", "--host", "0.0.0.0")
        #expect(open.status == 64 && open.errors.contains("make one first: bursar keys create"))
        try await fixture.run("keys", "create", "ci")
        let second = try await fixture.run("serve", "--check", "--port", "0", "--host", "0.0.0.0")
        #expect(second.status == 0, "\(second.errors)")
        #expect(second.output.contains("ready: the ledger \(fixture.ledger), with days in UTC\n"))
        #expect(second.output.contains("ready: 1 key of the gateway that can be used\n"))
        #expect(try await sandbox.submissions().isEmpty)
    }

    @Test func aCheckFailsAsAStartWould() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let taken = try await fixture.run("serve", "--check", "--port", "\(sandbox.port)")
        #expect(taken.status == 1 && taken.errors.contains("Address already in use"))
        let keyless = try await fixture.with(["AIMLAPI_API_KEY": ""]).run("serve", "--check")
        #expect(keyless.status == 1 && keyless.errors.contains("no API key"))
        let file = try fixture.folder.file("text", Array("no ledger".utf8))
        let broken = try await fixture.with(["BURSAR_LEDGER": file]).run("serve", "--check")
        #expect(broken.status == 75 && broken.output == "", "\(broken.errors)")
    }
}
