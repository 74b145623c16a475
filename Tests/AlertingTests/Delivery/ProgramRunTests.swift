import Foundation
import TestSupport
import Testing

@testable import Alerting

/// Programs that take alerts: no shell, a time, an environment without keys.
@Suite(.timeLimit(.minutes(5))) struct ProgramRunTests {
    private let environment = ["PATH": "/usr/bin:/bin"]

    private func sent(
        _ arguments: [String], input: String = "", timeout: Duration = .seconds(60)
    ) async -> SendOutcome {
        await ProgramRun(arguments: arguments, input: input, environment: environment)
            .sent(timeout: timeout)
    }

    @Test(arguments: [
        (["true"], DeliveryVerdict.delivered), (["false"], .later),
        (["sh", "-c", "exit 67"], .laterOncePutRight), (["/nope/program"], .laterOncePutRight),
        (["no-such-program"], .laterOncePutRight), ([], .laterOncePutRight),
        (["sh", "-c", "kill -9 $$"], .later),
    ])
    func howItEndsSaysWhatBecameOfIt(arguments: [String], verdict: DeliveryVerdict) async {
        let sent = await sent(arguments)
        #expect(sent.verdict == verdict, "\(sent.reason)")
        #expect(sent.reason.isEmpty == (verdict == .delivered))
    }

    @Test func itReadsTheAlertAndNothingIsExpanded() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("received")
        let input = "{\"message\":\"$(touch x) `id` $HOME\"}\n"
        let sent = await sent(["tee", path], input: input)
        #expect(sent.verdict == .delivered)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == input)
    }

    @Test func itSeesTheEnvironmentThatItIsGivenAlone() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("environment")
        _ = await sent(["sh", "-c", "env > \(path)"])
        let names = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .compactMap { $0.split(separator: "=").first }
        #expect(Set(names).isSubset(of: ["PATH", "PWD", "SHLVL", "_", "OLDPWD"]))
    }

    @Test func whatDoesNotEndIsKilled() async {
        let begun = ContinuousClock.now
        let sent = await sent(["sleep", "600"], timeout: .milliseconds(300))
        #expect(sent.verdict == .later && sent.reason.contains("did not end in time"))
        // It would sleep twice as long.
        #expect(begun.duration(to: .now) < .seconds(300))
    }

    @Test func whoDoesNotReadIsNoFailure() async {
        let input = String(repeating: "x", count: 1 << 20)
        #expect(await sent(["true"], input: input).verdict != .never)
    }
}
