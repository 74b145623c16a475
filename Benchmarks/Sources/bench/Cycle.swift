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

    func run() throws -> Ratio {
        let path = folder.appendingPathComponent("cycle.sqlite").path
        let copy = folder.appendingPathComponent("bare.sqlite").path
        let start = Instant("2026-11-02T09:00:00.000Z")!
        let ledger = try Ledger(path: path, at: start)
        try ledger.set(budget("all", mode: nil), at: start)
        try ledger.set(budget("pro", mode: .pro), at: start)
        _ = try ledger.backup(to: copy)
        let watcher = try Watcher(path: path)
        let writer = try BareWriter(path: copy)
        try BareSQLite(path: copy).execute("PRAGMA journal_mode = WAL")

        var ours: [Double] = []
        var bare: [Double] = []
        var previous: [BareCommit] = []
        let cycles = try (0..<(pairs + warmUp)).map { number in
            try steps(number, of: ledger, at: start.advanced(bySeconds: number))
        }
        for (number, cycle) in cycles.enumerated() {
            let bareTime = { try microseconds { try previous.forEach(writer.run) } }
            var time = number % 2 == 0 ? try bareTime() : 0
            var commits: [BareCommit] = []
            var ourTime = 0.0
            for step in cycle.steps {
                ourTime += try microseconds(step)
                commits.append(try writer.prepare(watcher.writes(about: cycle.id.description)))
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

    /// What is timed of one submission: reserved, accepted, settled.
    private func steps(_ number: Int, of ledger: Ledger, at instant: Instant) throws -> (
        id: SubmissionID, steps: [() throws -> Void]
    ) {
        let proposal = proposal(number, of: ledger, at: instant)
        let accepted = SubmissionEvent.accepted(generationID: "generation-\(number)", hold: nil)
        let settled = SubmissionEvent.settled(
            Charge(usd: USD(nanos: 1_528_800_000), source: .body),
            videoURL: "https://cdn.aimlapi.com/\(number).mp4", fault: nil)
        return (
            proposal.id,
            [
                {
                    guard case .reserved = try ledger.reserve(proposal, at: instant) else {
                        throw BenchmarkError("the guard refused submission \(number)")
                    }
                },
                { try record(accepted, proposal.id, ledger, at: instant) },
                { try record(settled, proposal.id, ledger, at: instant) },
            ]
        )
    }

    private func record(
        _ event: SubmissionEvent, _ id: SubmissionID, _ ledger: Ledger, at instant: Instant
    ) throws {
        guard try ledger.record(event, of: id, at: instant) != nil else {
            throw BenchmarkError("\(event.name) came too late")
        }
    }

    private func proposal(_ number: Int, of ledger: Ledger, at instant: Instant) -> Proposal {
        Proposal(
            id: SubmissionID.random(at: instant),
            subject: Subject(
                model: MotionControl.defaultModel, mode: .pro, orientation: .image,
                project: "spring"),
            estimate: Estimate(
                usd: USD(nanos: 2_184_000_000), seconds: 10, secondsSource: .cap,
                unitPrice: USD(nanos: 218_400_000), pricePer: .second, priceSource: .builtin),
            fingerprint: Fingerprint(
                digest: ledger.fingerprint(of: Array("request \(number)".utf8)), promptBytes: 0,
                imageBytes: 100_000, videoBytes: 2_000_000))
    }

    private func budget(_ name: Name, mode: Mode?) -> Budget {
        Budget(
            name: name, scope: Scope(mode: mode), unit: .month,
            limit: .usd(USD(nanos: 1_000_000_000_000_000)), enforcement: .block,
            alertAt: Budget.defaultAlertAt)
    }
}
