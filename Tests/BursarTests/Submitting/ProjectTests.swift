import LosslessJSON
import TestSupport
import Testing

/// A project that nothing is known by: it may be a slip that walks past its budget.
@Suite(.runsPrograms)
struct ProjectTests {
    private func warning(_ result: ProgramResult) -> String? {
        result.complaints.first { $0.hasPrefix("warning: no budget is for project ") }
    }

    @Test func aSlipIsWarnedOfBeforeItCosts() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run(
            "budget", "set", "spring", "--limit", "1", "--per", "day", "--project", "spring")
        for (project, meant) in [
            ("sprnig", "spring"), ("Spring", "spring"), ("springs", "spring"), ("autumn", nil),
        ] {
            for more in [[], ["--dry-run"], ["--json", "--no-wait"]] {
                let fixture = try sandbox.fixture()
                try await fixture.run(
                    "budget", "set", "b", "--limit", "1", "--per", "day", "--project", "spring")
                let result = try await fixture.submit("a", ["--project", project] + more)
                #expect(result.status == 0)
                let said = try #require(warning(result), "\(project) \(result.errors)")
                #expect(
                    said
                        == "warning: no budget is for project '\(project)', and nothing was filed"
                        + " under it before" + (meant.map { ". Did you mean '\($0)'?" } ?? ""))
            }
        }
        let known = try await fixture.submit("a", ["--project", "spring", "--duration", "2"])
        #expect(known.status == 0 && warning(known) == nil, "\(known.errors)")
    }

    @Test func whatTheLedgerHasSeenOnceIsKnown() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        // There is none yet that could have been meant.
        #expect(warning(try await fixture.submit("a", ["--project", "spring"])) == nil)
        #expect(warning(try await fixture.submit("b", ["--project", "spring"])) == nil)
        #expect(warning(try await fixture.submit("c")) == nil)
        let first = try await fixture.submit("d", ["--project", "summer"])
        #expect(warning(first)?.hasSuffix("nothing was filed under it before") == true)
        #expect(warning(try await fixture.submit("e", ["--project", "summer"])) == nil)
    }

    @Test func aBudgetOnASlipIsWarnedOf() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit("a", ["--project", "spring"])
        let slip = try await fixture.run(
            "budget", "set", "b", "--limit", "1", "--per", "day", "--project", "sprnig")
        #expect(slip.status == 0)
        #expect(slip.errors.contains("Did you mean 'spring'?"), "\(slip.errors)")
        let new = try await fixture.run(
            "budget", "set", "c", "--limit", "1", "--per", "day", "--project", "autumn")
        #expect(new.errors == "", "\(new.errors)")
    }
}
