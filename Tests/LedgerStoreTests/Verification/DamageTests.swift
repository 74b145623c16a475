import Accounting
import Foundation
import LedgerStore
import TestSupport
import Testing

/// Disks rot and copies stop half way. Whatever a file holds, opening and verifying it ends in an
/// answer: problems that are named, or an error in words.
@Suite struct DamageTests {
    @Test func flippedBytesEndInAnAnswer() async throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        print("seed of the flipped bytes: \(seed)")
        var random = SplitMix64(seed: seed)
        let fixture = try await TamperingTests.busyBook()
        let whole = fixture.folder.path("whole.sqlite")
        _ = try await fixture.ledger.backup(to: whole)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: whole)))
        let folder = try TemporaryFolder()
        var answers: [String: Int] = [:]
        for round in 0..<60 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let index = Int.random(in: 0..<damaged.count, using: &random)
                damaged[index] ^= UInt8.random(in: 1...255, using: &random)
            }
            let path = try folder.file("\(round).sqlite", damaged)
            await answers[try answer(path), default: 0] += 1
        }
        print("answers: \(answers)")
        #expect((answers["named"] ?? 0) > 0)
    }

    private func answer(_ path: String) async throws -> String {
        do {
            let ledger = try Ledger(path: path, at: .start)
            _ = try? ledger.standings(at: .start)
            _ = try? await ledger.submissions(matching: SubmissionFilter())
            _ = try? await ledger.spend(matching: SubmissionFilter())
            return try await ledger.verify().isInOrder ? "in order" : "named"
        } catch let error as LedgerError {
            return error.kind.rawValue
        }
    }
}
