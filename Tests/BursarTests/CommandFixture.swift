import Foundation
import LosslessJSON
import TestSupport
import Testing

/// A person's desk: a home, a ledger and an environment of its own, and the program to run there.
final class CommandFixture: Sendable {
    let folder: TemporaryFolder
    let environment: [String: String]

    /// The key of every desk: one that can be looked for in whatever was written.
    static let key = "sk-4f7a19-very-secret"
    static let image = "https://example.com/hero.png"
    static let video = "https://example.com/dance.mp4"

    var ledger: String { folder.path("ledger.sqlite") }

    /// - Parameter variables: added to the clean environment; an empty value takes one away.
    init(_ variables: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        let home = folder.path("home")
        try FileManager.default.createDirectory(
            atPath: home, withIntermediateDirectories: true)
        let clean = [
            "HOME": home, "XDG_DATA_HOME": "\(home)/data", "XDG_CONFIG_HOME": "\(home)/config",
            "BURSAR_LEDGER": folder.path("ledger.sqlite"), "AIMLAPI_API_KEY": CommandFixture.key,
            // Nobody listens there: a desk without a provider reaches none.
            "AIMLAPI_BASE_URL": "http://127.0.0.1:9", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
        ]
        environment = clean.merging(variables) { $1 }.filter { !$0.value.isEmpty }
    }

    /// The same desk with other variables.
    private init(_ fixture: CommandFixture, _ variables: [String: String]) {
        folder = fixture.folder
        environment = fixture.environment.merging(variables) { $1 }.filter { !$0.value.isEmpty }
    }

    func with(_ variables: [String: String]) -> CommandFixture { CommandFixture(self, variables) }

    var program: Program { .bursar(environment: environment) }

    /// Runs `bursar` with these arguments to its end.
    @discardableResult
    func run(_ arguments: [String], input: String = "") async throws -> ProgramResult {
        try await program.run(arguments, input: input)
    }

    @discardableResult
    func run(_ arguments: String...) async throws -> ProgramResult {
        try await run(arguments)
    }

    /// `bursar submit` of the usual image and video, polling fast.
    @discardableResult
    func submit(_ prompt: String, _ more: [String] = []) async throws -> ProgramResult {
        try await run(CommandFixture.submission(prompt, more))
    }

    static func submission(_ prompt: String, _ more: [String] = []) -> [String] {
        ["submit", "--image", image, "--video", video, "--prompt", prompt]
            + ["--poll-interval", "0.1"] + more
    }

    /// Runs a command with `--json`, and reads its document.
    func document(_ arguments: [String]) async throws -> JSON {
        let result = try await run(arguments + ["--json"])
        return try JSON(parsing: result.output)
    }

    func document(_ arguments: String...) async throws -> JSON {
        try await document(arguments)
    }

    /// The document of a submission, and the exit code.
    func submitted(_ prompt: String, _ more: [String] = []) async throws -> (JSON, Int32) {
        let result = try await submit(prompt, more + ["--json"])
        return (try JSON(parsing: result.output), result.status)
    }

    /// Everything that lies in the desk's folder, file by file.
    func files() throws -> [(name: String, bytes: Data)] {
        let names = FileManager.default.enumerator(atPath: folder.url.path)?.compactMap {
            $0 as? String
        }
        return (names ?? []).compactMap { name in
            FileManager.default.contents(atPath: folder.path(name)).map { (name, $0) }
        }
    }
}

extension ProgramResult {
    /// The lines of stderr, without the last newline. That a ledger was made is none: it is said by
    /// whatever command comes first at a desk.
    var complaints: [String] {
        errors.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).dropLast()
            .filter { !$0.hasPrefix(ProgramResult.ledgerNote) }
    }

    static var ledgerNote: String { "note: made a new ledger, " }
}

extension JSON {
    /// A value deep inside: `document["estimate", "usd"]`.
    subscript(path: String...) -> JSON? {
        path.reduce(Optional(self)) { json, key in json?[key] }
    }

    var keys: [String] { (members ?? []).map(\.key) }

    /// What `show` prints, without what only `show` has.
    var withoutHistory: JSON { .object((members ?? []).filter { $0.key != "history" }) }
}
