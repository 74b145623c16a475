import Foundation
import LosslessJSON
import TestSupport
import Testing

/// A gateway that owns a ledger, and another desk that asks it and has neither ledger nor provider.
final class AfarFixture: Sendable {
    /// The desk of the ledger.
    let home: CommandFixture
    let port: Int
    private let process: RunningProgram

    init(_ home: CommandFixture, port: Int = 0) async throws {
        self.home = home
        process = try await home.program.start(["serve", "--port", "\(port)"])
        let line = try await process.line(beginning: "gateway listening on ")
        self.port = try #require(line.split(separator: ":").last.flatMap { Int($0) })
    }

    /// Makes a key, and the desk that shows it.
    func desk(_ name: String, _ options: String...) async throws -> CommandFixture {
        let made = try await home.run(["keys", "create", name] + options)
        #expect(made.status == 0, "\(made.errors)")
        return try desk(key: made.output.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    func desk(key: String) throws -> CommandFixture {
        try CommandFixture([
            "BURSAR_GATEWAY": "http://127.0.0.1:\(port)", "BURSAR_GATEWAY_KEY": key,
            "BURSAR_LEDGER": "", "AIMLAPI_API_KEY": "", "AIMLAPI_BASE_URL": "",
        ])
    }

    func stop(_ signal: Int32 = SIGTERM) async throws {
        process.kill(signal)
        _ = try await process.wait()
    }
}

extension ProgramResult {
    /// Its output and its errors, with times, and what is reckoned from them, made equal.
    var timeless: [String] {
        [output, errors].map { text in
            text.replacing(/\ *[0-9]+ s ago\ */, with: " AGO ")
                .replacing(/[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?/, with: "TIME")
        }
    }
}
