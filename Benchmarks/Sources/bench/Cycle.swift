import Accounting
import Foundation
import LedgerStore

/// The life of a submission in three durable commits, through the ledger and through bare SQLite.
///
/// Each cycle of the ledger is watched, and the rows that it wrote are written once more into a copy
/// of the file, in the same three commits. A cycle is paired with the copy of the one before, now in
/// this order, now in that: a disk is not the same after a commit. In the end both files must hold the
/// same.
struct Cycle {
    let folder: URL
    let pairs: Int
    /// The first ones fill caches.
    private var warmUp: Int { 20 }

    func run() async throws -> Ratio {
        let path = folder.appendingPathComponent("cycle.sqlite").path
        let copy = folder.appendingPathComponent("bare.sqlite").path
        let start = Instant("2026-11-02T09:00:00.000Z")!
        let ledger = try Ledger(path: path, at: start)
        try await SubmissionLife.setBudgets(of: ledger, at: start)
        _ = try await ledger.backup(to: copy)
        let watcher = try Watcher(path: path)
        let writer = try BareWriter(path: copy)
        try BareSQLite(path: copy).execute("PRAGMA journal_mode = WAL")

        var ours: [Double] = []
        var bare: [Double] = []
        var previous: [BareCommit] = []
        let lives = (0..<(pairs + warmUp)).map { number in
            SubmissionLife(number, of: ledger, at: start.advanced(bySeconds: number))
        }
        for (number, life) in lives.enumerated() {
            let bareTime = { try microseconds { try previous.forEach(writer.run) } }
            var time = number % 2 == 0 ? try bareTime() : 0
            var commits: [BareCommit] = []
            var ourTime = 0.0
            for step in life.steps {
                ourTime += try await microseconds(step)
                commits.append(try writer.prepare(watcher.writes(about: life.id.description)))
            }
            if number % 2 == 1 { time = try bareTime() }
            previous = commits
            if number >= warmUp {
                ours.append(ourTime)
                bare.append(time)
            }
        }
        try previous.forEach(writer.run)
        guard try watcher.everything() == Watcher(path: copy).everything() else {
            throw BenchmarkError("the bare copy does not hold what the ledger holds")
        }
        let ratio = zip(ours, bare).map { $0 / $1 }.median
        return Ratio(
            name: "a submission's three durable commits, through the ledger / as bare statements",
            detail: "\(Int(ours.median)) µs / \(Int(bare.median)) µs, median of \(pairs) pairs",
            value: ratio, limit: 1.5)
    }
}
