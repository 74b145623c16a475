import Foundation
import TestSupport
import Testing

@testable import LedgerStore

/// `kill -9` in the midst of batches: a process with many submissions at once dies at any moment.
@Suite(.serialized, .runsPrograms(within: .seconds(1200))) struct KilledWriterTests {
    private static let isSoak = ProcessInfo.processInfo.environment["BURSAR_SOAK"] == "1"
    private static let runs = isSoak ? 500 : 20
    /// A ledger that grows takes longer to verify.
    private static let runsOfEach = 20
    private let writer = Program.built("LedgerWriter", environment: [:])

    @Test func whatWasAcknowledgedIsThereAndTheRestWhollyOrNot() async throws {
        // Some of them long enough for a build that is slow to begin with, as the sanitizer's is.
        try await kill { random in
            let longest = Int.random(in: 0..<4, using: &random) == 0 ? 400_000 : 50_000
            return .after(microseconds: .random(in: 0..<longest, using: &random))
        }
    }

    @Test(.needs(.strace)) func soItIsInTheMidstOfACommit() async throws {
        try await kill { random in
            Bool.random(using: &random)
                ? .at(call: "fdatasync", .random(in: 1...8, using: &random))
                : .at(call: "pwrite64", .random(in: 1...400, using: &random))
        }
    }

    private func kill(_ moment: (inout SplitMix64) -> Moment) async throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        print("seed of the kills: \(seed)")
        var random = SplitMix64(seed: seed)
        var kills = 0
        var acknowledged = 0
        var unacknowledged = 0
        for _ in 0..<(KilledWriterTests.runs / KilledWriterTests.runsOfEach) {
            let fixture = try TestLedger()
            try await fixture.ledger.set(.money("1000000", alertAt: [50]), at: .start)
            var expected: Set<String> = []
            for _ in 0..<KilledWriterTests.runsOfEach {
                let moment = moment(&random)
                let run = try await run(fixture.path, moment)
                #expect(run.signal == SIGKILL, "\(run.errors)")
                kills += run.signal == SIGKILL ? 1 : 0
                expected.formUnion(run.acknowledged)
                let found = try await wholeSubmissions(of: fixture.ledger)
                #expect(expected.isSubset(of: found), "killed \(moment)")
                unacknowledged += found.subtracting(expected).count
                acknowledged += run.acknowledged.count
                // The next one counts what is there.
                expected = found
                #expect(try await fixture.ledger.verify().problems == [])
            }
            #expect(try await fixture.reserve("1") != nil)
        }
        print(
            "\(kills) kills, \(acknowledged) acknowledged, \(unacknowledged) durable and not yet said"
        )
        #expect(acknowledged > 0)
    }

    /// When it dies.
    private enum Moment {
        case after(microseconds: Int)
        /// Just before the N-th call of the system of one kind.
        case at(call: String, Int)
    }

    private func run(_ path: String, _ moment: Moment) async throws -> WriterRun {
        let arguments = [path, "32", "60"]
        switch moment {
        case .after(let microseconds):
            return WriterRun(try await writer.run(arguments + ["\(microseconds)"]))
        case .at(let call, let number):
            return WriterRun(
                try await writer.signalled("SIGKILL", at: call, number).run(arguments))
        }
    }

    /// The ids of all submissions, each of which is there with both of its entries.
    private func wholeSubmissions(of ledger: Ledger) async throws -> Set<String> {
        let rows = try await ledger.file.readAside { database in
            try database.rows(
                """
                SELECT coalesce(submission_id, '') || ' ' || group_concat(kind) FROM (
                    SELECT submission_id, kind FROM entry WHERE submission_id IS NOT NULL
                        AND kind <> 'alert' ORDER BY seq)
                GROUP BY submission_id
                """
            ) { try $0.text() }
        }
        for row in rows { #expect(row.hasSuffix(" reserved,dispatched"), "\(row)") }
        return Set(rows.map { String($0.prefix(36)) })
    }
}
