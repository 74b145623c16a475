import Accounting
import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `bursar sandbox` as a process of its own, on a free port, for as long as this lives.
final class SandboxChild: Sendable {
    let port: Int
    private let process: RunningProgram

    /// - Parameter timeless: its answers say no time, for commands that run by a clock of their own.
    init(_ options: [String] = [], timeless: Bool = false) async throws {
        let fixture = try CommandFixture()
        process = try await fixture.program.start(
            ["sandbox", "--port", "0", "--running-time", "0.2", "--usage", "poll"]
                + (timeless ? ["--no-date"] : []) + options)
        let line = try await process.line(beginning: "sandbox listening on ")
        port = try #require(line.split(separator: ":").last.flatMap { Int($0) })
    }

    var url: String { "http://127.0.0.1:\(port)" }

    /// A desk whose provider is this sandbox.
    func fixture(_ variables: [String: String] = [:]) throws -> CommandFixture {
        try CommandFixture(["AIMLAPI_BASE_URL": url].merging(variables) { $1 })
    }

    /// Every POST that arrived, in order.
    func submissions() async throws -> [JSON] {
        let answer = await RawClient(port: port).send("GET", "/sandbox/submissions").answer
        return try #require(answer.json["submissions"]?.array)
    }

    /// Tells it something under `/sandbox/`.
    ///
    /// - Returns: the answer's body.
    @discardableResult
    func control(_ name: String, _ json: String) async -> String {
        await RawClient(port: port).send("POST", "/sandbox/\(name)", body: json).answer.content
    }

    /// Moves its clock, and with it what it runs and books, to so long after now.
    func moveClock(toSecondsFromNow seconds: Double) async throws {
        let to = Instant(microseconds: Int64((Date().timeIntervalSince1970 + seconds) * 1_000_000))
        let answer = await control("clock", "{\"to\":\"\(to)\"}")
        #expect(answer.contains("sandbox.clock/1"), "\(answer)")
    }

    /// Waits until so many POSTs have arrived.
    func receives(_ count: Int = 1) async throws {
        try await eventually("\(count) POSTs at the sandbox") {
            try await submissions().count >= count
        }
    }

    /// Waits until the generation of a prompt that begins like this is over.
    func ends(_ prompt: String) async throws {
        try await eventually("the end of '\(prompt)…' at the sandbox") {
            try await submissions().contains { attempt in
                attempt["prompt"]?.string?.hasPrefix(prompt) == true
                    && !["queued", "generating"].contains(attempt["state"]?.string)
            }
        }
    }

    func stop() async throws {
        process.kill(SIGKILL)
        _ = try await process.wait()
    }
}
