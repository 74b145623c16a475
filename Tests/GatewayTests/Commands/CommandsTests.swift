import Accounting
import Foundation
import LedgerStore
import LosslessJSON
import Synchronization
import TestSupport
import Testing

@testable import Gateway

/// Commands for other machines, as HTTP has them: what is handed on, what comes back, and what is refused.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct CommandsTests {
    /// Repeats what it was asked, or writes as much as the second word says.
    private final class Echo: CommandLine {
        let calls = Mutex<[(call: CommandCall, viewer: Viewer)]>([])

        func run(
            _ call: CommandCall, for viewer: Viewer, mayChange: Bool, on ledger: Ledger,
            write: @escaping @Sendable (String) -> Bool
        ) async -> CommandEnd {
            calls.withLock { $0.append((call, viewer)) }
            if call.arguments.first == "slow" { try? await Task.sleep(for: .milliseconds(200)) }
            guard call.arguments.first == "long", let count = Int(call.arguments[1]) else {
                _ = write("a line\n")
                return CommandEnd(
                    exitCode: 3, messages: "bursar: 100 % “no”\nand more\n", name: "bursar")
            }
            let isWritten = (0..<count).allSatisfy { write(Echo.line($0)) }
            return CommandEnd(exitCode: isWritten ? 0 : 1, messages: "", name: "bursar")
        }

        static func line(_ number: Int) -> String { "line \(number) of a long answer ☃\n" }
    }

    private static let path = "/api/v1/commands"

    @Test func wordsAreHandedOnAndWhatComesOfThemBack() async throws {
        let echo = Echo()
        try await RunningGateway.run(gateway: { $0.commands = echo }) { gateway in
            let own = try await gateway.bearer("own-key", project: "spring")
            let answer = await gateway.post(
                #"{"arguments":["list","--mode","pro"],"columns":60,"color":true,"#
                    + #""variables":{"LC_ALL":"de_DE.UTF-8"}}"#, to: Self.path, own)
            #expect(answer.status == 200 && answer.content == "a line\n")
            #expect(answer.header("x-bursar-exit-code") == "3")
            #expect(
                answer.header("x-bursar-messages")
                    == "bursar%3A%20100%20%25%20%E2%80%9Cno%E2%80%9D%0Aand%20more%0A")
            // The first round of the background may have recorded something since.
            #expect(answer.header("x-bursar-ledger-head")?.wholeMatch(of: /[0-9a-f]{64}/) != nil)
            #expect(answer.header("cache-control") == "no-store")
            let asked = try #require(echo.calls.withLock { $0.first })
            #expect(
                asked.call
                    == CommandCall(
                        arguments: ["list", "--mode", "pro"], columns: 60, usesColor: true,
                        variables: ["LC_ALL": "de_DE.UTF-8"]))
            #expect(asked.viewer == Viewer(key: "own-key", project: "spring"))
        }
    }

    /// One that asks for much waits behind itself.
    @Test func everyCallerHasOnePlaceInTheQueue() async throws {
        let echo = Echo()
        try await RunningGateway.run(gateway: { $0.commands = echo }) { gateway in
            let own = try await gateway.bearer("own-key", project: "spring")
            let other = try await gateway.bearer("other-key", project: "autumn")
            let body = #"{"arguments":["slow"]}"#
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<12 {
                    group.addTask { _ = await gateway.post(body, to: Self.path, own) }
                }
                try? await eventually("the first one runs") {
                    echo.calls.withLock { !$0.isEmpty }
                }
                group.addTask { _ = await gateway.post(body, to: Self.path, other) }
            }
            let callers = echo.calls.withLock { $0.map(\.viewer.key) }
            let place = try #require(callers.firstIndex(of: "other-key"))
            #expect(callers.count == 13 && place <= 4, "\(place)")
        }
    }

    /// What nobody waits for any more is not done.
    @Test func whoHasGoneIsNotServed() async throws {
        let echo = Echo()
        try await RunningGateway.run(gateway: { $0.commands = echo }) { gateway in
            let body = #"{"arguments":["slow"]}"#
            let request =
                "POST \(Self.path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            let client = gateway.client
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await client.connect { connection in
                            try await connection.send(request)
                            try await Task.sleep(for: .milliseconds(100))
                            try await connection.reset()
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(await gateway.post(#"{"arguments":["list"]}"#, to: Self.path).status == 200)
            #expect(echo.calls.withLock { $0.count } <= 4)
        }
    }

    /// More than memory keeps, more often than there may be files at a time.
    @Test func aLongAnswerComesWhole() async throws {
        let echo = Echo()
        try await RunningGateway.run(gateway: { $0.commands = echo }) { gateway in
            let whole = (0..<100_000).map(Echo.line).joined()
            for _ in 0..<4 * CommandOutput.Files.mostOfACaller {
                let answer = await gateway.post(
                    #"{"arguments":["long","100000"]}"#, to: Self.path)
                #expect(answer.status == 200 && answer.header("x-bursar-exit-code") == "0")
                #expect(answer.content == whole)
            }
        }
    }

    /// A client that does not read holds a file, and no more than a few of them are kept.
    @Test func readersThatStandStillAreFew() async throws {
        let echo = Echo()
        try await RunningGateway.run(gateway: { $0.commands = echo }) { gateway in
            let body = #"{"arguments":["long","1000000"]}"#
            let request =
                "POST \(Self.path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            let client = gateway.client
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<CommandOutput.Files.mostOfACaller {
                    group.addTask {
                        try await client.connect { connection in
                            try await connection.send(request)
                            try await Task.sleep(for: .seconds(60))
                        }
                    }
                }
                try await eventually("all of them asked") {
                    echo.calls.withLock { $0.count } == CommandOutput.Files.mostOfACaller
                }
                try await eventually("one more is refused") {
                    await gateway.post(body, to: Self.path).status == 503
                }
                #expect(
                    await gateway.post(#"{"arguments":["list"]}"#, to: Self.path).status == 200)
                group.cancelAll()
            }
        }
    }

    @Test(arguments: [
        ("", 400), ("[]", 400), ("{}", 400), (#"{"arguments":[]}"#, 400),
        (#"{"arguments":"list"}"#, 400), (#"{"arguments":["list",1]}"#, 400),
        (#"{"arguments":["a\u0000b"]}"#, 400), (#"{"arguments":["list"],"columns":0}"#, 400),
        (#"{"arguments":["list"],"columns":"80"}"#, 400),
        (#"{"arguments":["list"],"color":"yes"}"#, 400),
        (#"{"arguments":["list"],"variables":{"PATH":"/tmp"}}"#, 400),
        (#"{"arguments":["list"],"variables":{"LANG":1}}"#, 400),
        (#"{"arguments":["list"],"variables":[]}"#, 400),
        (#"{"arguments":["list"],"viewer":"admin"}"#, 400),
        (#"{"arguments":["list"],"arguments":["keys"]}"#, 400),
        (#"{"arguments":["\#(String(repeating: "x", count: 70_000))"]}"#, 413),
    ])
    func aCallThatIsNoneIsRefused(body: String, status: Int) async throws {
        let echo = Echo()
        try await RunningGateway.run(gateway: { $0.commands = echo }) { gateway in
            let answer = await gateway.post(body, to: Self.path)
            #expect(answer.status == status, "\(answer.text)")
            #expect(echo.calls.withLock { $0.isEmpty })
        }
    }

    @Test func whoMayNotAskIsNotHeard() async throws {
        let echo = Echo()
        try await RunningGateway.run(gateway: { $0.commands = echo }) { gateway in
            let own = try await gateway.bearer("own-key", project: "spring")
            let body = #"{"arguments":["list"]}"#
            for (headers, status) in [
                ([:], 401), (["Authorization": "Bearer wrong"], 401),
                (own.merging(["Origin": "https://evil.example"]) { $1 }, 403),
                (own.merging(["Sec-Fetch-Site": "cross-site"]) { $1 }, 403),
                (own.merging(["Content-Type": "text/plain"]) { $1 }, 415),
                (own.merging(["x-bursar-project": "autumn"]) { $1 }, 400),
                (["Cookie": "bursar_session=\(own["Authorization"]!.dropFirst(7))"], 401),
            ] as [([String: String], Int)] {
                let answer = await gateway.post(body, to: Self.path, headers)
                #expect(answer.status == status, "\(headers): \(answer.text)")
            }
            let question = await gateway.get(Self.path, own)
            #expect(question.status == 405 && question.header("allow") == "POST")
            #expect(echo.calls.withLock { $0.isEmpty })
        }
    }

    @Test func aGatewayOfOneCommandRunsNoneForOthers() async throws {
        try await RunningGateway.run { gateway in
            let answer = await gateway.post(#"{"arguments":["list"]}"#, to: Self.path)
            #expect(answer.status == 404 && answer.json["error"]?["code"] == "no_commands")
        }
    }
}
