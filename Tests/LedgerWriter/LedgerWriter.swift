import Accounting
import Foundation
import LedgerStore
import Synchronization

/// A process that reserves as fast as it can, from so many tasks at once, and may end by its own SIGKILL.
///
///     LedgerWriter PATH TASKS SECONDS
///     LedgerWriter PATH TASKS SECONDS MICROSECONDS    kills itself so long after it began
///
/// It prints the id of each submission when that is on the disk, and at the end `longest` with the
/// longest time that one reservation took, in microseconds.
@main
enum LedgerWriter {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count >= 3, let path = arguments.first else { exit(64) }
        let numbers = arguments.dropFirst().compactMap { Double($0) }
        let now = Instant("2026-11-21T09:00:00Z")!
        let ledger = try Ledger(existingAt: path, at: now)
        let end = ContinuousClock.now + .seconds(numbers[1])
        if numbers.count > 2 { killLater(microseconds: useconds_t(numbers[2])) }
        let longest = try await withThrowingTaskGroup(of: Duration.self) { group in
            for _ in 0..<Int(numbers[0]) {
                group.addTask { try await reserve(in: ledger, at: now, until: end) }
            }
            var longest = Duration.zero
            for try await one in group { longest = max(longest, one) }
            return longest
        }
        let (seconds, attoseconds) = longest.components
        say("longest \(seconds * 1_000_000 + attoseconds / 1_000_000_000_000)")
    }

    private static func reserve(
        in ledger: Ledger, at now: Instant, until end: ContinuousClock.Instant
    ) async throws -> Duration {
        var longest = Duration.zero
        while ContinuousClock.now < end {
            let id = SubmissionID.random(at: now)
            let begun = ContinuousClock.now
            _ = try await ledger.reserve(proposal(id), at: now)
            longest = max(longest, begun.duration(to: .now))
            say("\(id)")
        }
        return longest
    }

    private static func proposal(_ id: SubmissionID) -> Proposal {
        Proposal(
            id: id, subject: Subject(model: "model", mode: .std, orientation: .image),
            estimate: Estimate(
                usd: USD(nanos: 1_000_000), seconds: nil, secondsSource: nil, unitPrice: nil,
                pricePer: nil, priceSource: .maxCost))
    }

    /// One line by one call: lines of several threads do not mix.
    private static func say(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }

    private static func killLater(microseconds: useconds_t) {
        Thread.detachNewThread {
            usleep(microseconds)
            kill(getpid(), SIGKILL)
        }
    }
}
