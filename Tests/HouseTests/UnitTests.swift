import Foundation
import TestSupport
import Testing

/// `ops/bursar.service` against the binary.
@Suite(.runsPrograms)
struct UnitTests {
    private func values(_ key: String) throws -> [String] {
        try Repository.lines("ops/bursar.service").filter { $0.hasPrefix("\(key)=") }
            .map { String($0.dropFirst(key.count + 1)) }
    }

    @Test func itsCommandIsOneOfOurs() async throws {
        let words = try #require(try values("ExecStart").first).split(separator: " ")
            .map(String.init)
        #expect(words.prefix(2) == ["/usr/local/bin/bursar", "serve"])
        var arguments = Array(words.dropFirst())
        // That port may be taken here.
        let port = try #require(arguments.firstIndex(of: "8787"))
        arguments[port] = "0"
        let folder = try TemporaryFolder()
        let bursar = Program.bursar(environment: [
            "HOME": folder.url.path, "AIMLAPI_API_KEY": "sk-0123456789",
            "BURSAR_LEDGER": folder.path("ledger.sqlite"),
        ])
        let result = try await bursar.run(arguments + ["--check"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("ready: the address 127.0.0.1, port 0\n"))
    }

    @Test func itsLedgerLiesInItsStateFolderAndItsKeyInAFileOfItsOwn() throws {
        #expect(try values("StateDirectory") == ["bursar"])
        #expect(try values("Environment").contains("BURSAR_LEDGER=%S/bursar/ledger.sqlite"))
        #expect(try values("EnvironmentFile") == ["/etc/bursar/key"])
        #expect(try !Repository.text("ops/bursar.service").contains("API_KEY=sk"))
        // As long as a gateway waits for what was sent, and a little longer.
        let stop = try #require(try values("TimeoutStopSec").first.flatMap { Int($0) })
        let server = try Repository.text("Sources/Gateway/GatewayServer.swift")
        let longest = try #require(
            server.firstMatch(of: /longestShutdown = Duration.seconds\((\d+)\)/))
        #expect(stop == (Int(longest.1) ?? 0) + 10)
    }
}
