import Accounting
import Foundation
import LedgerStore

/// The life of a submission in three durable commits, through the ledger and through bare SQLite.
///
/// Each cycle of the ledger is watched, and the rows that it wrote are written once more into a copy
/// of the file, at once and in the same three commits. In the end both files must hold the same.
struct Cycle {
    let folder: URL
    let pairs: Int

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
        for number in 0..<(pairs + 20) {
            let (our, their) = try pair(
                number, ledger, watcher, writer, at: start.advanced(bySeconds: number))
            // The first ones fill caches.
            if number >= 20 {
                ours.append(our)
                bare.append(their)
            }
        }
        guard try watcher.everything() == Watcher(path: copy).everything() else {
            throw BenchmarkError("the bare copy does not hold what the ledger holds")
        }
        let ratio = zip(ours, bare).map { $0 / $1 }.median
        return Ratio(
            name: "a submission's three durable commits, through the ledger / as bare statements",
            detail: "\(Int(ours.median)) µs / \(Int(bare.median)) µs, median of \(pairs) pairs",
            value: ratio, limit: 1.5)
    }

    private func pair(
        _ number: Int, _ ledger: Ledger, _ watcher: Watcher, _ writer: BareWriter,
        at instant: Instant
    ) throws -> (ledger: Double, bare: Double) {
        let proposal = proposal(number, of: ledger, at: instant)
        let steps: [() throws -> Void] = [
            {
                guard case .reserved = try ledger.reserve(proposal, at: instant) else {
                    throw BenchmarkError("the guard refused submission \(number)")
                }
            },
            {
                try record(
                    .accepted(generationID: "generation-\(number)", hold: nil), proposal.id, ledger,
                    at: instant)
            },
            {
                let charge = Charge(usd: USD(nanos: 1_528_800_000), source: .body)
                try record(
                    .settled(charge, videoURL: "https://cdn.aimlapi.com/\(number).mp4", fault: nil),
                    proposal.id, ledger, at: instant)
            },
        ]
        var ours = 0.0
        var bare = 0.0
        for step in steps {
            ours += try microseconds(step)
            let writes = try writer.prepare(watcher.writes(about: proposal.id.description))
            bare += try microseconds { try writer.run(writes) }
        }
        return (ours, bare)
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
                unitPrice: USD(nanos: 218_400_000), pricePer: .second, priceSource: "builtin"),
            fingerprint: Fingerprint(
                digest: ledger.fingerprint(of: Array("request \(number)".utf8)), promptBytes: 0,
                imageBytes: 100_000, videoBytes: 2_000_000))
    }

    private func budget(_ name: String, mode: Mode?) -> Budget {
        Budget(
            name: name, scope: Scope(mode: mode), unit: .month,
            limit: .usd(USD(nanos: 1_000_000_000_000_000)), enforcement: .block,
            alertAt: Budget.defaultAlertAt)
    }
}
