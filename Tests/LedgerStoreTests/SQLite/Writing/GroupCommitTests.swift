import Accounting
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LedgerStore

/// Several jobs in one commit: each is as if it had been alone, or as if it had never been.
@Suite(.timeLimit(.minutes(10))) struct GroupCommitTests {
    private static let isSoak = ProcessInfo.processInfo.environment["BURSAR_SOAK"] == "1"
    private static let runs = isSoak ? 10_000 : 1000
    private static let runsOfEach = 50

    /// In each run one job of a batch throws, is cancelled, or dies with its process. The others are
    /// held against a ledger that never had it, entry by entry.
    @Test func aJobThatComesToNothingIsAsIfItHadNeverBeen() async throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        print("seed of the batches: \(seed)")
        var random = SplitMix64(seed: seed)
        for _ in 0..<(GroupCommitTests.runs / GroupCommitTests.runsOfEach) {
            let books = try await Twins()
            for _ in 0..<GroupCommitTests.runsOfEach { try await books.run(&random) }
            #expect(try await books.subject.verify().problems == [])
            #expect(try await books.plain.verify().problems == [])
        }
    }

    @Test func manyTasksForFewPlacesNeverGoOver() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let results = await inTasks(64) { _ in try await fixture.reserve("1") != nil }
        let reserved = try results.map { try $0.get() }.count { $0 }
        #expect(reserved == 10)
        #expect(try fixture.holding(of: "all").reserved == .dollars("10"))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test(.needs(.smallDisk))
    func aDiskThatIsFullFailsAllOfABatch() async throws {
        let disk = try SmallDisk(kilobytes: 700)
        let ledger = try Ledger(path: disk.path("ledger.sqlite"), at: .start)
        try await ledger.set(.money("1000"), at: .start)
        let head = try ledger.head()
        let fixture = try TestLedger()
        try disk.fill(leavingKilobytes: 40)
        let gate = await Gate(ledger)
        async let results = inTasks(64) { _ in
            try await ledger.reserve(fixture.proposal("1"), at: .start)
        }
        try await gate.queued(64)
        gate.open()
        for result in await results {
            let error = #expect(throws: LedgerError.self) { try result.get() }
            #expect(error?.kind == .full)
        }
        #expect(try ledger.head() == head)
        try disk.empty()
        _ = try await ledger.reserve(fixture.proposal("1"), at: .start)
        #expect(try await ledger.verify().problems == [])
    }
}

/// Two ledgers that are to hold the same: one takes batches in which a job comes to nothing, the other
/// takes what came of them, one after another.
private final class Twins: Sendable {
    let folder: TemporaryFolder
    let subject: Ledger
    let plain: Ledger
    private let ids = Counter()

    init() async throws {
        // Nine in ten commits are those of the ledger that takes jobs one after another.
        folder = try TemporaryFolder(in: TemporaryFolder.memory)
        subject = try Twins.ledger(folder.path("subject.sqlite"))
        plain = try Twins.ledger(folder.path("plain.sqlite"))
        for ledger in [subject, plain] {
            try await ledger.set(.money("40", alertAt: [50, 80, 100]), at: .start)
            try await ledger.set(.count(400), at: .start)
        }
    }

    private static func ledger(_ path: String) throws -> Ledger {
        let ids = Counter()
        return try Ledger(path: path, salt: "salt", at: .start) { ids.id(at: $0) }
    }

    /// How a job comes to nothing.
    private enum End: CaseIterable { case throwing, refusedByTheFile, cancelled, killed }

    func run(_ random: inout SplitMix64) async throws {
        let head = try subject.head()
        let count = Int.random(in: 1...8, using: &random)
        let proposals = (0...count).map { _ in proposal(Int64.random(in: 1...30, using: &random)) }
        let victim = Int.random(in: 0...count, using: &random)
        let end = End.allCases.randomElement(using: &random) ?? .throwing
        let copy = folder.path("copy-\(ids.next()).sqlite")

        let gate = await Gate(subject)
        let tasks = proposals.enumerated().map { index, proposal in
            Task {
                index == victim
                    ? try await fail(proposal, end, copy)
                    : try await live(proposal, in: subject)
            }
        }
        try await gate.queued(tasks.count)
        if end == .cancelled { tasks[victim].cancel() }
        gate.open()
        for (index, task) in tasks.enumerated() {
            let result = await task.result
            if index == victim {
                #expect(throws: (any Error).self) { try result.get() }
            } else {
                try result.get()
            }
        }
        #expect(try subject.submission(proposals[victim].id) == nil)
        if end == .killed {
            #expect(try Ledger(path: copy, at: .start).head() == head)
        }
        try await repeatInOrder(proposals.filter { $0.id != proposals[victim].id })
        let found = try accounts(of: subject)
        let due = try accounts(of: plain)
        #expect(found == due, "\(end)")
    }

    private func proposal(_ dimes: Int64) -> Proposal {
        let number = ids.next()
        return Proposal(
            id: SubmissionID(at: .start, random: (0, number)),
            subject: Subject(model: "model", mode: .std, orientation: .image),
            estimate: Estimate(
                usd: USD(nanos: dimes * 100_000_000), seconds: nil, secondsSource: nil,
                unitPrice: nil, pricePer: nil, priceSource: .maxCost))
    }

    private func instant(of proposal: Proposal) -> Instant {
        Instant.start.advanced(bySeconds: proposal.estimate.usd.nanos.hashValue & 63)
    }

    private func live(_ proposal: Proposal, in ledger: Ledger) async throws {
        _ = try await ledger.reserve(proposal, at: instant(of: proposal))
    }

    /// Takes part in the batch, and comes to nothing.
    private func fail(_ proposal: Proposal, _ end: End, _ copy: String) async throws {
        try await subject.post(at: instant(of: proposal)) { [path = subject.path] posting in
            try posting.post(.proposed(proposal, .reserved))
            try posting.flush()
            switch end {
            case .throwing, .cancelled: throw Refused()
            case .refusedByTheFile: try posting.database.run("INSERT INTO prompt VALUES (1, 2, 3)")
            case .killed:
                // What a process leaves that is killed here: its files, without the commit.
                for suffix in ["", "-wal"] {
                    try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
                }
                throw Refused()
            }
        }
    }

    /// The other ledger has the same, in the order in which the first one took it.
    private func repeatInOrder(_ proposals: [Proposal]) async throws {
        let byID = Dictionary(proposals.map { ($0.id.description, $0) }) { $1 }
        let order = try subject.file.read { database in
            try database.rows(
                """
                SELECT submission_id FROM entry WHERE kind IN ('reserved', 'refused')
                    AND seq > (SELECT max(seq) FROM entry) - 100 ORDER BY seq
                """
            ) { try $0.text() }
        }
        let lasting = order.compactMap { byID[$0] }
        #expect(lasting.count == proposals.count)
        for proposal in lasting { try await live(proposal, in: plain) }
    }

    /// The last entries, but for the numbers of alerts, and what all of them come to.
    private func accounts(of ledger: Ledger) throws -> [String] {
        try ledger.file.read { database in
            let entries = """
                SELECT at || kind || coalesce(submission_id, '')
                    || iif(kind = 'alert', json_remove(body, '$.id'), body)
                FROM entry WHERE seq > (SELECT max(seq) FROM entry) - 40 ORDER BY seq
                """
            let windows = "SELECT budget || spent_nanos || '+' || reserved_nanos FROM budget_window"
            let rollup = "SELECT reserved_nanos || '+' || refused FROM rollup"
            return try [entries, windows, rollup].flatMap { sql in
                try database.rows(sql) { try $0.text() }
            }
        }
    }
}
