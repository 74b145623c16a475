import Foundation
import TestSupport
import Testing

/// What a command says, and how it ends, where the gateway cannot be asked.
@Suite(.runsPrograms)
struct UnreachableTests {
    private static let commands = [
        ["list"], ["show", "2db31994"], ["report"], ["budget"], ["budget", "list", "--json"],
        ["alerts", "list"], ["wait", "2db31994"], CommandFixture.submission("x"),
        CommandFixture.submission("x", ["--dry-run"]),
        ["budget", "set", "b", "--limit", "5", "--per", "day"],
    ]

    private func desk(_ gateway: String, key: String = "k") throws -> CommandFixture {
        try CommandFixture(["BURSAR_GATEWAY": gateway, "BURSAR_GATEWAY_KEY": key])
    }

    @Test func nobodyListens() async throws {
        try await withClosedPort { port in
            let desk = try desk("http://127.0.0.1:\(port)")
            for command in UnreachableTests.commands {
                let result = try await desk.run(command)
                #expect(result.status == 75 && result.output.isEmpty, "\(command)")
                #expect(
                    result.errors.contains("cannot be reached")
                        && (result.errors.contains("nothing was sent") || command[0] == "wait"),
                    "\(result.errors)")
            }
            let line = try await desk.run("statusline")
            #expect(line.status == 75 && line.output == "gateway unreachable\n")
            #expect(!FileManager.default.fileExists(atPath: desk.ledger))
        }
    }

    @Test(arguments: [
        (RawServer.Behaviour.reply(UnreachableTests.page(200)), 1),
        (.reply(page(404)), 1), (.reply(page(502)), 75), (.reset, 75), (.cut(), 75),
    ])
    func somethingElseAnswers(behaviour: RawServer.Behaviour, status: Int) async throws {
        try await RawServer.run(behaviour) { server in
            let result = try await desk("http://127.0.0.1:\(server.port)").run("list")
            #expect(Int(result.status) == status && result.output.isEmpty, "\(result.errors)")
            #expect(result.complaints.count == 1, "\(result.errors)")
        }
    }

    /// A POST that was handed out may have been carried out, whatever stands between says of it.
    @Test(arguments: [
        RawServer.Behaviour.reply(UnreachableTests.page(502)), .reply(page(504)), .reset, .cut(),
        .reply(page(200)), .reply(page(408)), .reply(page(429)), .reply(page(402)),
    ])
    func anAnswerThatIsLostIsNoRefusal(behaviour: RawServer.Behaviour) async throws {
        try await RawServer.run(behaviour) { server in
            let result = try await desk("http://127.0.0.1:\(server.port)").submit("x")
            #expect(result.status == 4, "\(result.errors)")
            #expect(result.errors.contains("Run the same command again"), "\(result.errors)")
        }
    }

    private static func page(_ status: Int) -> String {
        "HTTP/1.1 \(status) X\r\nContent-Type: text/html\r\nContent-Length: 12\r\n\r\n<html></html"
    }

    @Test func aKeyThatIsNoneIsRefused() async throws {
        let home = try CommandFixture()
        try await home.run("init")
        let gateway = try await AfarFixture(home)
        _ = try await gateway.desk("laptop")
        for (key, words) in [
            ("wrong", "check BURSAR_GATEWAY_KEY"), ("", "set BURSAR_GATEWAY_KEY"),
            ("\u{201C}quoted\u{201D}", "BURSAR_GATEWAY_KEY holds characters"),
        ] {
            for command in UnreachableTests.commands {
                let result = try await desk("http://127.0.0.1:\(gateway.port)", key: key)
                    .run(command)
                #expect(result.status == 1 && result.output.isEmpty, "\(command)")
                #expect(result.errors.contains(words), "\(result.errors)")
            }
        }
        try await gateway.stop()
    }

    /// What would be submitted to a ledger of this machine is held against no budget of the gateway.
    @Test func aKeyWithoutAnAddressOpensNoLedger() async throws {
        let desk = try desk("")
        for command in [["list"], ["statusline"], CommandFixture.submission("x")] {
            let result = try await desk.run(command)
            #expect(result.status == 1 && result.output.isEmpty, "\(command)")
            #expect(result.errors.contains("BURSAR_GATEWAY is not"), "\(result.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: desk.ledger))
    }

    @Test(arguments: ["videos.lan", "ftp://videos.lan", "https://me:secret@videos.lan", "https://"])
    func anAddressThatIsNoneIsNamed(gateway: String) async throws {
        let result = try await desk(gateway).run("list")
        #expect(result.status == 1 && result.errors.contains("BURSAR_GATEWAY is no address"))
        #expect(!result.errors.contains("secret"))
    }
}
