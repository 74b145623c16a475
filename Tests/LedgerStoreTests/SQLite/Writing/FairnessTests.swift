import Foundation
import LedgerStore
import TestSupport
import Testing

/// A process that writes without a pause leaves room for others.
@Suite(.serialized, .runsPrograms) struct FairnessTests {
    private static let isSoak = ProcessInfo.processInfo.environment["BURSAR_SOAK"] == "1"
    private static let seconds = isSoak ? 10 : 3

    @Test func aLoneWriterIsNotStarvedByABusyProcess() async throws {
        let fixture = try TestLedger()
        let writer = Program.built("LedgerWriter", environment: [:])
        let results = await inTasks(2) { index in
            try await writer.run([
                fixture.path, index == 0 ? "64" : "1", "\(FairnessTests.seconds)",
            ])
        }
        let runs = try results.map { try WriterRun($0.get()) }
        print("64 writers: \(runs[0]); one writer: \(runs[1])")
        #expect(runs.map(\.status) == [0, 0])
        // A wait is a batch of the other and one's own: some 20 ms. A starved writer waits for seconds.
        #expect(runs[1].longestMicroseconds < 1_000_000)
        // One batch of the other for one of its own.
        #expect(runs[1].acknowledged.count * 130 > runs[0].acknowledged.count)
        #expect(try await fixture.ledger.verify().problems == [])
    }
}
