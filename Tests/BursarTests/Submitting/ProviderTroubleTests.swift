import Foundation
import LosslessJSON
import TestSupport
import Testing

/// Keys, addresses and answers as bad as they come: the exit code, the state, and one POST at most.
@Suite(.runsPrograms)
struct ProviderTroubleTests {
    @Test func withoutAUsableKeyNothingIsReserved() async throws {
        let rows: [(variables: [String: String], sentence: String)] = [
            (["AIMLAPI_API_KEY": ""], "no API key: set AIMLAPI_API_KEY"),
            (["AIMLAPI_API_KEY": "<YOUR_AIMLAPI_KEY>"], "is the placeholder of the documentation"),
            (["AIMLAPI_API_KEY": "two words"], "holds characters that no key has"),
            (["AIMLAPI_API_KEY": "\"sk-1\""], "the API key is in quotation marks"),
            (["AIMLAPI_API_KEY": "'sk-1'"], "take them away where AIMLAPI_API_KEY is set"),
            (["AIMLAPI_API_KEY": " \"sk-1\"\n"], "the API key is in quotation marks"),
            (["AIMLAPI_API_KEY": "sk-1\""], "the API key is in quotation marks"),
            (["AIMLAPI_API_KEY": "\""], "the API key is in quotation marks"),
            (["AIMLAPI_API_KEY": "\u{201C}sk-1\u{201D}"], "the API key is in quotation marks"),
            (
                ["AIMLAPI_API_KEY": "", "AIML_API_KEY": "'sk-1'"],
                "take them away where AIML_API_KEY is set"
            ),
            (
                ["AIMLAPI_API_KEY": "'<YOUR_AIMLAPI_KEY>'"],
                "is the placeholder of the documentation"
            ),
            (["AIMLAPI_BASE_URL": "nonsense"], "the base URL does not begin with https://"),
            (["AIMLAPI_BASE_URL": "ftp://example.com"], "ftp://example.com"),
            (["AIMLAPI_BASE_URL": "https://"], "https://"),
            (["AIMLAPI_BASE_URL": "http://a b"], "http://a b"),
        ]
        for (variables, sentence) in rows {
            let fixture = try CommandFixture(variables)
            let result = try await fixture.submit("a")
            #expect(result.status == 1, "\(variables)")
            #expect(result.output == "")
            #expect(result.complaints.count == 1)
            #expect(result.errors.contains(sentence), "\(result.errors)")
            #expect(try await fixture.document("list")["submissions"] == [])
        }
    }

    @Test func theFirstKeyWinsAndADifferentOneIsWarnedOf() async throws {
        let sandbox = try await SandboxChild(["--key", "right"])
        let fixture = try sandbox.fixture(["AIMLAPI_API_KEY": "right", "AIML_API_KEY": "left"])
        let result = try await fixture.submit("a")
        #expect(result.status == 0)
        #expect(
            result.errors.contains(
                "warning: AIMLAPI_API_KEY and AIML_API_KEY hold different keys;"
                    + " AIMLAPI_API_KEY is used"))
        #expect(!result.errors.contains("right\n") && !result.errors.contains("left"))

        let third = try sandbox.fixture(["AIMLAPI_API_KEY": "", "AIMLAPI_KEY": "right"])
        let quiet = try await third.submit("a")
        #expect(quiet.status == 0)
        #expect(!quiet.errors.contains("warning"))
    }

    @Test(arguments: ["", "/", "/v1", "/v2", "/v2/"])
    func endingsOfTheBaseURLAreTolerated(ending: String) async throws {
        let sandbox = try await SandboxChild()
        for name in ["AIMLAPI_BASE_URL", "AIMLAPI_API_BASE", "AIML_API_BASE"] {
            let fixture = try CommandFixture(["AIMLAPI_BASE_URL": ""]).with([
                name: sandbox.url + ending
            ])
            #expect(try await fixture.submit("a").status == 0)
        }
    }

    @Test func aWrongKeyIsRefusedByTheProviderAndHoldsNothing() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture(["AIMLAPI_API_KEY": "wrong"])
        let (document, status) = try await fixture.submitted("a")
        #expect(status == 6)
        #expect(document["state"] == "voided")
        #expect(document["error", "message"] == "the provider refused the key (HTTP 401)")
        #expect(try await sandbox.submissions().count == 1)
        // It is said once who refused what.
        #expect(
            try await fixture.submit("b").complaints.last
                == "bursar: the provider refused the key (HTTP 401); check AIMLAPI_API_KEY")
        #expect(
            try await sandbox.fixture().submit("c [sandbox submit=403 body=empty]").complaints.last
                == "bursar: the provider refused it: HTTP 403 and no reason")
    }

    @Test func aProviderThatIsDownReservesNothing() async throws {
        let fixture = try CommandFixture()
        let result = try await fixture.submit("a", ["--json"])
        let document = try JSON(parsing: result.output)
        #expect(result.status == 1)
        #expect(document["state"] == "voided")
        #expect(result.errors.contains("refused the connection"))
        #expect(
            result.errors.contains("nothing was sent: ")
                && result.errors.contains("nothing is reserved"))
        #expect(try await fixture.document("report")["totals", "reserved_usd"] == "0.00")
    }

    @Test func anUnusableAnswerLeavesTheMoneyReserved() async throws {
        let rows: [(name: String, behaviour: RawServer.Behaviour)] = [
            ("a web page", .answerOnce("200 OK", "<html>Welcome</html>", type: "text/html")),
            ("nothing", .answerOnce("200 OK", "")),
            ("null", .answerOnce("200 OK", "null")),
            ("no id", .answerOnce("200 OK", #"{"status":"queued"}"#)),
            ("cut off", .answerOnce("200 OK", #"{"id":"#, length: 500)),
            ("cut off in the head", .cut(after: "HTTP/1.1 200 OK\r\nContent-")),
            ("closed at once", .cut()),
            ("no HTTP", .cut(after: "220 smtp.example.com ready\r\n")),
            (
                "a redirect",
                .answerOnce("307 Temporary Redirect", "", headers: "Location: /x\r\n")
            ),
            ("402", .answerOnce("402 Payment Required", "{}")),
            ("409", .answerOnce("409 Conflict", "{}")),
            ("500", .answerOnce("500 Internal Server Error", "oops", type: "text/plain")),
            ("502", .answerOnce("502 Bad Gateway", "<html>", type: "text/html")),
            ("503", .answerOnce("503 Service Unavailable", "")),
            ("504", .answerOnce("504 Gateway Timeout", "null")),
        ]
        for (name, behaviour) in rows {
            let server = try await RawServer.start(behaviour)
            let fixture = try CommandFixture(["AIMLAPI_BASE_URL": server.url])
            let (document, status) = try await fixture.submitted("a")
            #expect(status == 4, "\(name)")
            #expect(document["state"] == "unknown", "\(name)")
            #expect(document["charge"]?.isNull == true)
            #expect(document["error", "message"]?.string?.isEmpty == false, "\(name)")
            #expect(server.requests.count == 1, "\(name)")
            #expect(
                try await fixture.document("report")["totals", "reserved_usd"] == "4.914", "\(name)"
            )
        }
    }

    @Test(arguments: [400, 401, 403, 404, 405, 413, 415, 422, 429])
    func aRefusalOfTheProviderVoidsTheSubmission(status: Int) async throws {
        let server = try await RawServer.start(
            .answerOnce(
                "\(status) No", #"{"message":"not like this","statusCode":"\#(status)"}"#))
        let fixture = try CommandFixture(["AIMLAPI_BASE_URL": server.url])
        let (document, code) = try await fixture.submitted("a")
        #expect(code == 6)
        #expect(document["state"] == "voided")
        #expect(server.requests.count == 1)
        #expect(try await fixture.document("report")["totals", "reserved_usd"] == "0.00")
    }

    /// The first step is the one that finds it; a person decides last, and is told how once.
    @Test(arguments: [
        RawServer.Behaviour.answerOnce("504 Gateway Timeout", "null"),
        .answerOnce("200 OK", #"{"id":"first","status":"queued"}"#),
    ])
    func anUnknownOutcomeIsLookedUpBeforeAPersonDecides(behaviour: RawServer.Behaviour)
        async throws
    {
        let server = try await RawServer.start(behaviour)
        let fixture = try CommandFixture(["AIMLAPI_BASE_URL": server.url])
        // The second answer names the generation of the first, which it cannot be.
        _ = try await fixture.submit("a", ["--no-wait"])
        let result = try await fixture.submit("b", ["--no-wait"])
        #expect(result.status == 4, "\(result.errors)")
        let message = try #require(result.complaints.last)
        let steps = [
            "stays reserved", "Do not submit it again", "bursar sync", "bursar resolve ",
            "(--charged USD | --not-charged) --reason TEXT",
        ]
        var rest = message[...]
        for step in steps {
            let found = try #require(rest.range(of: step), "\(step) in \(message)")
            rest = rest[found.upperBound...]
        }
        #expect(message.components(separatedBy: "bursar resolve ").count == 2, "\(message)")
        #expect(!message.contains("resolve ID"), "\(message)")
    }

    @Test func aSilentProviderIsGivenUpInTimeAndTheOutcomeIsUnknown() async throws {
        let server = try await RawServer.start(.silence)
        let fixture = try CommandFixture(["AIMLAPI_BASE_URL": server.url])
        let (document, status) = try await fixture.submitted("a", ["--timeout", "1"])
        #expect(status == 4)
        #expect(document["state"] == "unknown")
        #expect(server.requests.count == 1)
        let again = try await fixture.submitted("a")
        #expect(again.1 == 3)
        #expect(again.0["refusal", "reason"] == "duplicate")
        #expect(server.requests.count == 1)
    }

    @Test func anAnswerOfAHundredMegabytesIsCutShort() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let (document, status) = try await fixture.submitted("[sandbox submit=huge]")
        // The header names the generation, whatever the body is.
        #expect(status == 0)
        #expect(document["state"] == "settled")
        #expect(try await sandbox.submissions().count == 1)
    }

    @Test func theKeyIsNowhereButInTheRequest() async throws {
        let echo =
            #"{"message":"bad key \#(CommandFixture.key)","error":{"name":"\#(CommandFixture.key)"}}"#
        let server = try await RawServer.start(.answerOnce("400 Bad Request", echo))
        let fixture = try CommandFixture(["AIMLAPI_BASE_URL": server.url])
        var said = ""
        for arguments in [
            CommandFixture.submission("a"),
            CommandFixture.submission("b", ["--json", "--keep-prompt"]), ["config"],
            ["list"], ["export"], ["report", "--json"], ["alerts"], ["sync"], ["verify"],
            ["backup", fixture.folder.path("copy.sqlite")],
        ] {
            let result = try await fixture.run(arguments)
            said += result.output + result.errors
        }
        let posts = server.requests.filter { $0.startLine.hasPrefix("POST ") }
        #expect(posts.count == 2)
        #expect(posts.allSatisfy { $0.text.contains("Bearer \(CommandFixture.key)") })
        // The price list is public.
        let others = server.requests.filter { !$0.startLine.hasPrefix("POST ") }
        #expect(
            others.allSatisfy {
                $0.startLine.hasPrefix("GET /v1/models") && !$0.text.contains(CommandFixture.key)
            })
        #expect(!said.contains(CommandFixture.key))
        let files = try fixture.files()
        #expect(files.count >= 3)
        for file in files {
            #expect(file.bytes.range(of: Data(CommandFixture.key.utf8)) == nil, "\(file.name)")
        }
    }

    /// While the program runs, the write-ahead log is a file of its own.
    @Test func theKeyIsNotInTheWriteAheadLogEither() async throws {
        let server = try await RawServer.start(.silence)
        let fixture = try CommandFixture(["AIMLAPI_BASE_URL": server.url])
        let running = try await fixture.program.start(
            CommandFixture.submission("a", ["--timeout", "5"]))
        try await eventually("a request at the server") { !server.requests.isEmpty }
        let log = try #require(FileManager.default.contents(atPath: "\(fixture.ledger)-wal"))
        #expect(!log.isEmpty)
        #expect(log.range(of: Data(CommandFixture.key.utf8)) == nil)
        running.kill(SIGKILL)
        _ = try await running.wait()
        #expect(try await fixture.run("verify").status == 0)
    }
}
