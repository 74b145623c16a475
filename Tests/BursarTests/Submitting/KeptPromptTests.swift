import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `bursar prompt erase`, and where a kept prompt is shown.
@Suite(.runsPrograms)
struct KeptPromptTests {
    private let sandbox: SandboxChild
    private let fixture: CommandFixture

    init() async throws {
        sandbox = try await SandboxChild()
        fixture = try sandbox.fixture()
    }

    private func isOnDisk(_ text: String) throws -> Bool {
        try fixture.files().contains { $0.bytes.range(of: Data(text.utf8)) != nil }
    }

    @Test func aKeptPromptIsShownUntilItIsErased() async throws {
        let id = try #require(
            try await fixture.submitted("a dancing\u{1B} bear", ["--keep-prompt"]).0["id"]?.string)
        let shown = try await fixture.run("show", id).output
        #expect(shown.contains("a dancing") && !shown.contains("\u{1B}"))
        let document = try await fixture.document("show", id)
        #expect(document["prompt"]?.string == "a dancing\u{1B} bear")
        #expect(try isOnDisk("a dancing"))
        let erased = try await fixture.run("prompt", "erase", id)
        #expect(erased.status == 0 && erased.errors == "Erased 1 prompt.\n")
        #expect(try !isOnDisk("a dancing"))
        #expect(try await fixture.document("show", id)["prompt"] == nil)
        #expect(try await fixture.run("prompt", "erase", id).errors == "Erased 0 prompts.\n")
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func aPromptIsKeptOnlyWhereThatIsAskedFor() async throws {
        let id = try #require(try await fixture.submitted("a dancing bear").0["id"]?.string)
        #expect(try await fixture.document("show", id)["prompt"] == nil)
        #expect(try !isOnDisk("a dancing"))
    }

    @Test func allBeforeADayAreErased() async throws {
        _ = try await fixture.submitted("one", ["--keep-prompt"])
        let early = try await fixture.run("prompt", "erase", "--before", "2020-01-01")
        #expect(early.errors == "Erased 0 prompts.\n")
        let late = try await fixture.run("prompt", "erase", "--before", "2999-01-01")
        #expect(late.errors == "Erased 1 prompt.\n")
    }

    @Test(arguments: [[], ["2db31994", "--before", "2026-11-01"]])
    func eitherIdsOrADayAreNamed(arguments: [String]) async throws {
        let result = try await fixture.run(["prompt", "erase"] + arguments)
        #expect(result.status == 64)
        #expect(result.errors.contains("--before DAY"), "\(result.errors)")
    }
}
