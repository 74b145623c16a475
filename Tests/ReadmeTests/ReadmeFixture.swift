import Foundation
import TestSupport

/// A home of its own with the binary in the PATH, two media, and a sandbox that is up.
final class ReadmeFixture: Sendable {
    private let folder: TemporaryFolder
    /// Runs for as long as this lives.
    private let sandbox: RunningProgram
    private let environment: [String: String]

    init() async throws {
        folder = try TemporaryFolder()
        let binary = Program.bursar(environment: ["HOME": folder.url.path])
        _ = try folder.file("hero.png", [0x89] + Array("PNG\r\n\u{1A}\n".utf8))
        _ = try folder.file("dance.mp4", Film.mp4(timescale: 1000, duration: 8000))
        let tools = folder.url.appendingPathComponent("bin")
        try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: tools.appendingPathComponent("bursar"),
            withDestinationURL: URL(fileURLWithPath: binary.path))
        sandbox = try await binary.start(["sandbox", "--port", "0", "--running-time", "0"])
        let prefix = "sandbox listening on "
        let line = try await sandbox.line(beginning: prefix)
        environment = [
            "HOME": folder.url.path, "TMPDIR": folder.url.path, "TERM": "dumb", "COLUMNS": "90",
            "PATH": "\(tools.path):/usr/local/bin:/usr/bin:/bin",
            "AIMLAPI_BASE_URL": String(line.dropFirst(prefix.count)),
            "AIMLAPI_API_KEY": "sandbox",
        ]
    }

    /// Runs a script as a person would: in the home folder, and it stops at the first failure. What
    /// it puts under `/tmp` goes to the home folder.
    func run(_ script: String) async throws -> ProgramResult {
        let text = script.replacingOccurrences(of: "/tmp/", with: folder.url.path + "/")
        return try await Program(path: "/bin/bash", environment: environment).run([
            "-c", "cd \"$HOME\"; set -euo pipefail\n\(text)",
        ])
    }

    func run(file: String, _ arguments: [String]) async throws -> ProgramResult {
        try await Program(path: "/bin/bash", environment: environment).run([file] + arguments)
    }

    func path(_ name: String) -> String { folder.path(name) }
}
