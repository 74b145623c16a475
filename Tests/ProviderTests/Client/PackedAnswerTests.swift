import Accounting
import Foundation
import LosslessJSON
import Provider
import TestSupport
import Testing

/// Answers in a content-coding that was not asked for, as some proxies and servers send them.
@Suite(.runsPrograms)
struct PackedAnswerTests {
    static let usage = #""meta":{"usage":{"credits_used":1000,"usd_spent":0.5}}"#
    static let completed = #"{"id":"g","status":"completed",\#(usage)}"#

    /// Packs what a shell command writes.
    static func packed(_ command: String) async throws -> [UInt8] {
        let shell = Program(path: "/bin/sh", environment: ["PATH": "/usr/bin:/bin"])
        let text = try await shell.run(["-c", "\(command) | gzip -c | base64 -w0"]).output
        return Array(try #require(Data(base64Encoded: text)))
    }

    /// The same in the frame of zlib: other bytes at its begin, another sum at its end.
    static func deflated(_ packed: [UInt8], _ content: [UInt8]) -> [UInt8] {
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in content {
            a = (a + UInt32(byte)) % 65521
            b = (b + a) % 65521
        }
        let sum = [UInt8(b >> 8), UInt8(b & 0xFF), UInt8(a >> 8), UInt8(a & 0xFF)]
        return [0x78, 0x9C] + packed.dropFirst(10).dropLast(8) + sum
    }

    static func serving(_ body: [UInt8], _ coding: String, status: String = "200 OK")
        -> RawServer.Behaviour
    {
        RawServer.Behaviour("packed as \(coding)") { connection in
            while try await connection.request() != nil {
                let head = HTTPMessage.answer(
                    status, "", "Content-Encoding: \(coding)\r\n", length: body.count)
                try await connection.sender.send(Array(head.utf8) + body)
            }
        }
    }

    static func poll(at server: RawServer) async throws -> Answered<PollOutcome> {
        let endpoint = try ProviderEndpoint(parsing: server.url)
        return await ProviderClient.withClient(endpoint: endpoint, key: Answers.key) { client in
            await client.poll("g", timeout: .seconds(60))
        }
    }

    @Test(arguments: ["gzip", "GZIP", "deflate", "identity"])
    func isUnpackedWhereItCanBe(coding: String) async throws {
        let plain = Array(Self.completed.utf8)
        let packed = try await Self.packed("printf '%s' '\(Self.completed)'")
        let body =
            switch coding {
            case "identity": plain
            case "deflate": Self.deflated(packed, plain)
            default: packed
            }
        try await RawServer.run(Self.serving(body, coding)) { server in
            let answered = try await Self.poll(at: server)
            guard case .answer(let generation) = answered.outcome else {
                Issue.record("\(answered.outcome)")
                return
            }
            #expect(generation.usage?.charge(source: .body)?.usd == "0.5")
            // The client gets the same, and no word that it is packed.
            #expect(answered.answer?.body == plain)
            #expect(answered.answer?.headers.contains { $0.name == "content-encoding" } == false)
            #expect(server.requests.first?.header("accept-encoding") == "identity")
        }
    }

    @Test func aPackedAnswerToAPOSTNamesItsGeneration() async throws {
        let body = try await Self.packed(#"printf '{"id":"gen-1","status":"queued"}'"#)
        try await RawServer.run(Self.serving(body, "gzip")) { server in
            let outcome = try await SubmitTransportTests.submit(to: server.url)
            #expect(outcome == .accepted(Generation(id: "gen-1", status: .running("queued"))))
        }
    }

    @Test func aPackedErrorHidesNoKey() async throws {
        let text = #"{"error":{"message":"no such key: sk-0123456789abcdef"}}"#
        let body = try await Self.packed("printf '%s' '\(text)'")
        try await RawServer.run(Self.serving(body, "gzip", status: "400 Bad Request")) { server in
            let answered = try await Self.poll(at: server)
            let shown = String(decoding: answered.answer?.body ?? [], as: UTF8.self)
            #expect(shown.contains("no such key") && !shown.contains("sk-0123456789abcdef"))
        }
    }

    @Test(arguments: ["br", "zstd", "gzip, gzip", "x\u{1B}[31m"])
    func anotherCodingIsNamed(coding: String) async throws {
        try await RawServer.run(Self.serving([1, 2, 3], coding)) { server in
            let answered = try await Self.poll(at: server)
            #expect(answered.answer == nil)
            guard case .unavailable(let fault, _) = answered.outcome else {
                Issue.record("\(answered.outcome)")
                return
            }
            if !coding.contains("\u{1B}") {
                #expect(
                    fault.message.contains(
                        "in the content-coding '\(coding)', which was not asked for"))
            }
            #expect(!fault.message.contains("\u{1B}"))
            let outcome = try await SubmitTransportTests.submit(to: server.url)
            #expect(SubmitTransportTests.unknown(outcome) != nil, "\(outcome)")
        }
    }

    @Test func anAnswerThatUnpacksWithoutEndIsNotRead() async throws {
        let body = try await Self.packed("head -c 400000000 /dev/zero")
        #expect(body.count < 1 << 20)
        try await RawServer.run(Self.serving(body, "gzip")) { server in
            let answered = try await Self.poll(at: server)
            #expect(answered.answer == nil)
            guard case .unavailable = answered.outcome else {
                Issue.record("\(answered.outcome)")
                return
            }
        }
    }

    @Test func aPackedAnswerThatIsCutIsNotTaken() async throws {
        let body = try await Self.packed("printf '%s' '\(Self.completed)'")
        for length in [0, 1, 12, body.count - 9, body.count - 1] {
            try await RawServer.run(Self.serving(Array(body.prefix(length)), "gzip")) { server in
                guard case .unavailable = try await Self.poll(at: server).outcome else {
                    Issue.record("\(length) bytes of \(body.count) were taken")
                    return
                }
            }
        }
    }
}
