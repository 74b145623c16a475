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
        // Each waits for a batch of the other and one of its own, on a disk that may stand still for both.
        // A starved writer waits for seconds.
        #expect(runs[1].longestMicroseconds < 4 * runs[0].longestMicroseconds + 250_000)
        // At most 64 reservations of the other for one of its own, and some while only one has begun.
        #expect(runs[1].acknowledged.count * 300 > runs[0].acknowledged.count)
        #expect(try await fixture.ledger.verify().problems == [])
    }
}
