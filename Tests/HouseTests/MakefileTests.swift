import TestSupport
import Testing

/// What people and machines type.
struct MakefileTests {
    @Test func everyTargetIsThereAndExplained() throws {
        let targets = try Repository.makeTargets()
        #expect(
            targets.isSuperset(of: [
                "help", "demo", "test", "build", "install", "format", "lint", "bench", "soak",
                "reports",
            ]))
        let explained = try Repository.lines("Makefile").filter { $0.contains(" ## ") }
        for target in targets.subtracting(["prepare"]) {
            #expect(explained.contains { $0.hasPrefix("\(target):") }, "make \(target)")
        }
    }

    @Test func theServerRunsWhatPeopleRun() throws {
        let commands = try Repository.lines(".ci/run").filter { line in
            !line.isEmpty && !line.hasPrefix("#")
        }
        #expect(
            commands == ["set -euo pipefail", "cd \"$(dirname \"$0\")/..\"", "make test"])
        #expect(try Repository.text("README.md").contains("make test"))
    }
}
