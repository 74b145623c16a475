import Foundation
import TestSupport
import Testing

@testable import Alerting

/// Programs that take alerts: no shell, a time, an environment without keys.
@Suite struct ProgramRunTests {
    private let environment = ["PATH": "/usr/bin:/bin"]

    private func carried(
        _ arguments: [String], input: String = "", timeout: Duration = .seconds(60)
    ) async -> Carried {
        await ProgramRun(arguments: arguments, input: input, environment: environment)
            .carried(timeout: timeout)
    }

    @Test(arguments: [
        (["true"], DeliveryVerdict.delivered), (["false"], .later),
        (["sh", "-c", "exit 67"], .laterOncePutRight), (["/nope/program"], .laterOncePutRight),
        (["no-such-program"], .laterOncePutRight), ([], .laterOncePutRight),
        (["sh", "-c", "kill -9 $$"], .later),
    ])
    func howItEndsSaysWhatBecameOfIt(arguments: [String], verdict: DeliveryVerdict) async {
        let carried = await carried(arguments)
        #expect(carried.verdict == verdict, "\(carried.reason)")
        #expect(carried.reason.isEmpty == (verdict == .delivered))
    }

    @Test func itReadsTheAlertAndNothingIsExpanded() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("received")
        let input = "{\"message\":\"$(touch x) `id` $HOME\"}\n"
        let carried = await carried(["tee", path], input: input)
        #expect(carried.verdict == .delivered)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == input)
    }

    @Test func itSeesTheEnvironmentThatItIsGivenAlone() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("environment")
        _ = await carried(["sh", "-c", "env > \(path)"])
        let names = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .compactMap { $0.split(separator: "=").first }
        #expect(Set(names).isSubset(of: ["PATH", "PWD", "SHLVL", "_", "OLDPWD"]))
    }

    @Test(.timeLimit(.minutes(1))) func whatDoesNotEndIsKilled() async {
        let begun = ContinuousClock.now
        let carried = await carried(["sleep", "600"], timeout: .milliseconds(300))
        #expect(carried.verdict == .later && carried.reason.contains("did not end in time"))
        #expect(begun.duration(to: .now) < .seconds(20))
    }

    @Test func whoDoesNotReadIsNoTrouble() async {
        let input = String(repeating: "x", count: 1 << 20)
        #expect(await carried(["true"], input: input).verdict != .never)
    }
}
