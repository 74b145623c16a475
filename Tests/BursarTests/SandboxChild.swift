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
    init(_ options: [String] = [], timeless: Bool = false) throws {
        let fixture = try CommandFixture()
        process = try fixture.program.start(
            ["sandbox", "--port", "0", "--running-time", "0.2", "--usage", "poll"]
                + (timeless ? ["--no-date"] : []) + options)
        let line = process.line(beginning: "sandbox listening on ")
        port = try #require(line?.split(separator: ":").last.flatMap { Int($0) })
    }

    deinit { process.kill(SIGKILL) }

    var url: String { "http://127.0.0.1:\(port)" }

    /// A desk whose provider is this sandbox.
    func fixture(_ variables: [String: String] = [:]) throws -> CommandFixture {
        try CommandFixture(["AIMLAPI_BASE_URL": url].merging(variables) { $1 })
    }

    /// Every POST that arrived, in order.
    func submissions() throws -> [JSON] {
        let text = try #require(LocalSocket.get("/sandbox/submissions", port: port))
        return try #require(try JSON(parsing: text)["submissions"]?.array)
    }

    /// Moves its clock, and with it what it runs and books, to so long after now.
    func moveClock(toSecondsFromNow seconds: Double) throws {
        let to = Instant(microseconds: Int64((Date().timeIntervalSince1970 + seconds) * 1_000_000))
        let answer = try #require(
            LocalSocket.post("/sandbox/clock", json: "{\"to\":\"\(to)\"}", port: port))
        #expect(answer.contains("sandbox.clock/1"), "\(answer)")
    }

    /// Waits until a POST has arrived.
    func waitsForASubmission() -> Bool {
        let deadline = Date().addingTimeInterval(20)
        while Date() < deadline {
            if let count = try? submissions().count, count > 0 { return true }
            Thread.sleep(forTimeInterval: 0.05)
        }
        return false
    }

    func stop() {
        process.kill(SIGKILL)
        _ = process.wait()
    }
}
