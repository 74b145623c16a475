import Foundation
import TestSupport
import Testing

/// A test that cannot run somewhere says so, and is not passed over by a server.
@Suite(.runsPrograms)
struct NeedTests {
    @Test(arguments: Need.allCases) func aServerOfTestsSkipsNone(need: Need) throws {
        #expect(try need.admits(isMet: true, onServer: true))
        #expect(try need.admits(isMet: true, onServer: false))
        #expect(try !need.admits(isMet: false, onServer: false))
        let error = #expect(throws: UnmetNeed.self) {
            try need.admits(isMet: false, onServer: true)
        }
        #expect(error?.description.contains(need.description) == true)
    }

    /// So that there is one rule for it: a test with another condition would be skipped in silence.
    @Test func testsAreSkippedForWantOfANeedAlone() throws {
        for file in Repository.swiftFiles(below: "Tests") where file.hasSuffix("Tests.swift") {
            guard !file.hasSuffix("NeedTests.swift") else { continue }
            for trait in [".enabled(", ".disabled("] {
                #expect(try !Repository.text(file).contains(trait), "\(file) has \(trait)")
            }
        }
    }

    /// A login gives 1,024, and a thousand tests begin at once.
    @Test func testsMayHaveMoreOpenFilesThanALoginGives() async throws {
        let shell = Program(path: "/bin/sh", environment: [:])
        let limit = try await shell.run(["-c", "ulimit -n"]).output.dropLast()
        #expect(limit == "unlimited" || Int(limit) ?? 0 >= 4096, "ulimit -n is \(limit)")
    }

    @Test func anotherTimeIsThatOfTheCalendarAlone() async throws {
        let date = Program(path: try #require(Tool.path("date")), environment: [:])
        let now = Date().timeIntervalSince1970
        for shift in [-2_000_000_000, -7200, 0, 100_000] {
            let said = try await date.later(bySeconds: shift).run(["+%s"])
            let seconds = try #require(Double(said.output.dropLast()), "\(said.errors)")
            #expect(abs(seconds - now - Double(shift)) < 60)
        }
    }
}
