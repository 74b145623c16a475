import Foundation
import TestSupport
import Testing

/// `kill -9` at random moments over the whole life of a submission.
@Suite("Killed anywhere", .runsPrograms(within: .seconds(300)))
struct CrashAnywhereTests {
    static let seed = UInt64.random(in: .min ... .max)
    static let kills = Crash.isSoak ? 250 : 25

    @Test func aKilledSubmissionIsNeverLostAndNeverSentTwice() async throws {
        let sandbox = try await SandboxChild(
            ["--failure-rate", "20", "--seed", "7"], timeless: true)
        let life = try await lifeSeconds(sandbox)
        var random = SplitMix64(seed: CrashAnywhereTests.seed)
        // Ledgers of one, of a few, and of several kills: the first run of a ledger makes it.
        let plans = stride(from: 0, to: CrashAnywhereTests.kills, by: 5).flatMap { _ in [1, 4] }
            .map { count in (0..<count).map { _ in Double.random(in: 0...1, using: &random) } }
        let context: Comment = "seed \(CrashAnywhereTests.seed)"
        let tally = CrashTally(lifeSeconds: life)
        try await Crash.concurrently(4, plans) { fractions in
            let scene = try CrashScene(sandbox)
            for fraction in fractions {
                let delay = tally.seconds(atFraction: fraction)
                tally.count(wasAlive: try await scene.killSubmission(afterSeconds: delay))
                try await scene.checkAfterDeath("killed after \(delay) s, \(context)")
            }
            try await scene.settle(context)
        }
        // Kills of what is over already test nothing.
        #expect(tally.alive * 3 > tally.all, context)
    }

    @Test func processesThatShareALedgerDieWithoutHarmToTheOthers() async throws {
        let sandbox = try await SandboxChild(
            ["--failure-rate", "20", "--seed", "8"], timeless: true)
        let life = try await lifeSeconds(sandbox) * 2
        let scene = try CrashScene(sandbox)
        var random = SplitMix64(seed: CrashAnywhereTests.seed &+ 1)
        let fractions = (0..<CrashAnywhereTests.kills).map { _ in
            Double.random(in: 0...1, using: &random)
        }
        let context: Comment = "seed \(CrashAnywhereTests.seed)"
        let tally = CrashTally(lifeSeconds: life)
        try await Crash.concurrently(5, Array(fractions.enumerated())) { number, fraction in
            let delay = tally.seconds(atFraction: fraction)
            if number % 5 == 0 {
                // One in five is left alone, and must not notice.
                let result = try await scene.fixture.run(scene.submission("--json"))
                #expect(result.status == 0 || result.status == 6, "\(context): \(result.errors)")
            }
            tally.count(wasAlive: try await scene.killSubmission(afterSeconds: delay))
            if number % 5 == 4 { try await scene.checkAfterDeath(context) }
        }
        #expect(tally.alive * 3 > tally.all, context)
        let states = try await scene.settle(context)
        let sum = states.values.reduce(0, +)
        #expect(sum >= CrashAnywhereTests.kills / 5, "\(context): \(states)")
    }

    /// How long a submission takes here and now, from its start to its end.
    private func lifeSeconds(_ sandbox: SandboxChild) async throws -> Double {
        let scene = try CrashScene(sandbox)
        let started = Date()
        _ = try await scene.fixture.run(scene.submission())
        return Date().timeIntervalSince(started) * 1.1
    }
}
