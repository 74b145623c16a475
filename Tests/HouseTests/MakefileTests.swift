import TestSupport
import Testing

/// What people and machines type.
struct MakefileTests {
    @Test func everyTargetIsThereAndExplained() throws {
        let targets = try Repository.makeTargets()
        #expect(
            targets.isSuperset(of: [
                "help", "demo", "test", "build", "install", "format", "lint", "bench", "soak",
                "fresh", "reports",
            ]))
        let explained = try Repository.lines("Makefile").filter { $0.contains(" ## ") }
        for target in targets.subtracting(["prepare"]) {
            #expect(explained.contains { $0.hasPrefix("\(target):") }, "make \(target)")
        }
    }

    /// Whatever builds asks first whether it can; whatever tests brings what tests need.
    @Test func nothingIsBuiltBeforeTheMachineIsLookedAt() throws {
        let makefile = try Repository.lines("Makefile")
        for (target, recipe) in rules(makefile) {
            guard let build = recipe.firstIndex(where: { $0.contains("swift build") }) else {
                continue
            }
            let head = makefile.first { $0.hasPrefix("\(target):") } ?? ""
            let isPrepared =
                head.hasPrefix("\(target): prepare ")
                || recipe[..<build].contains("@scripts/prepare.sh test")
            #expect(isPrepared, "make \(target)")
            let runsTests = recipe.contains { $0.contains("swift test") }
            #expect(!runsTests || recipe.first == "@scripts/prepare.sh test", "make \(target)")
        }
    }

    private func rules(_ makefile: [String]) -> [(target: String, recipe: [String])] {
        var rules: [(target: String, recipe: [String])] = []
        for line in makefile {
            if line.hasPrefix("\t") {
                rules[rules.count - 1].recipe.append(String(line.dropFirst()))
            } else if let end = line.firstIndex(of: ":"), line.first?.isLetter == true {
                rules.append((String(line[..<end]), []))
            }
        }
        return rules
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
