import Accounting
import Foundation
import LedgerStore

/// Submissions of one process beside each other, and one after another, on ledgers of their own.
///
/// The rounds alternate: a disk is not the same for long.
struct Together {
    let folder: URL
    let rounds: Int

    private let tasks = 32
    private let livesOfEach = 8

    func run() async throws -> Ratio {
        var together: [Double] = []
        var alone: [Double] = []
        for round in 0..<(rounds + 1) {
            let (many, one) = (
                try await time("together-\(round)", inTasks: tasks, each: livesOfEach),
                try await time("alone-\(round)", inTasks: 1, each: tasks * livesOfEach)
            )
            // The first one fills caches.
            if round > 0 {
                together.append(many)
                alone.append(one)
            }
        }
        let lives = tasks * livesOfEach
        return Ratio(
            name: "\(lives) submissions' durable commits, \(tasks) at once / one after another",
            detail: "\(Int(Double(lives) / together.median * 1_000_000)) /"
                + " \(Int(Double(lives) / alone.median * 1_000_000)) submissions a second, medians of"
                + " \(rounds) rounds",
            value: zip(together, alone).map { $0 / $1 }.median, limit: 0.25)
    }

    private func time(_ name: String, inTasks tasks: Int, each lives: Int) async throws -> Double {
        let start = Instant("2026-11-02T09:00:00.000Z")!
        let path = folder.appendingPathComponent("\(name).sqlite").path
        let ledger = try Ledger(path: path, at: start)
        try await SubmissionLife.setBudgets(of: ledger, at: start)
        return try await microseconds {
            try await withThrowingTaskGroup { group in
                for task in 0..<tasks {
                    group.addTask {
                        for number in 0..<lives {
                            try await SubmissionLife(
                                task * lives + number, of: ledger, at: start
                            ).run()
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
