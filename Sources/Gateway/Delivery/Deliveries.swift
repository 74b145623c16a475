import Accounting
import LedgerStore
import NIOCore
import Synchronization

/// Which answers to POSTs have reached their clients, as far as the connections tell.
///
/// An answer that nobody read must not be lost: the client may ask again, and a second POST would be a second
/// bill. What counts as proof that it was read is decided by ``DeliveryWatch``.
final class Deliveries: Sendable {
    enum Fate: Hashable, Sendable {
        /// What became of it is not known yet.
        case open
        case reached, lost
    }

    private struct Entry {
        let channel: any Channel
        /// When all of it was written; nil before.
        var writtenAt: ContinuousClock.Instant?
        /// It was read, and the ledger does not know yet.
        var isReached = false
    }

    private let entries = Mutex<[SubmissionID: Entry]>([:])
    private let reached: ReachedAnswers

    /// After so long without a word from the client its answer counts as read. A client that keeps a
    /// connection open sends its next request on it, or closes it.
    static let quiet = Duration.seconds(1)
    private static let pause = Duration.milliseconds(10)
    /// An answer that is not written after so long never will be.
    private static let longest = Duration.seconds(60)

    init(_ ledger: Ledger) { reached = ReachedAnswers(ledger) }

    /// The answer of a submission is about to be written on a connection.
    func begin(_ id: SubmissionID, on channel: any Channel) {
        entries.withLock { $0[id] = Entry(channel: channel) }
        // It may have ended before, and then nothing is written, or heard of it.
        if !channel.isActive { noteLost(id) }
    }

    /// Nothing more is heard of a connection: what is not known to be read is lost.
    func noteClosed(_ channel: any Channel) {
        entries.withLock { entries in
            for (id, entry) in entries where entry.channel === channel && !entry.isReached {
                entries[id] = nil
            }
        }
    }

    func noteWritten(_ id: SubmissionID) { entries.withLock { $0[id]?.writtenAt = .now } }

    /// The client has read the answer.
    func noteReached(_ id: SubmissionID) {
        let isNews = entries.withLock { entries in
            guard let entry = entries[id], !entry.isReached else { return false }
            entries[id]?.isReached = true
            return true
        }
        if isNews { reached.note(id) { self.forget(id) } }
    }

    /// The client has not read the answer, and will not. What is not here is lost.
    func noteLost(_ id: SubmissionID) {
        entries.withLock { if $0[id]?.isReached == false { $0[id] = nil } }
    }

    /// What became of an answer: lost where nothing is known of it. Waits while it is being written, and
    /// ``quiet`` from then on.
    func fate(of id: SubmissionID) async -> Fate {
        let begun = ContinuousClock.now
        while begun.duration(to: .now) < Deliveries.longest, !Task.isCancelled {
            guard let entry = entries.withLock({ $0[id] }) else { return .lost }
            if entry.isReached { return .reached }
            if let writtenAt = entry.writtenAt, writtenAt.duration(to: .now) >= Deliveries.quiet,
                await entry.channel.isAtRest
            {
                return .open
            }
            try? await Task.sleep(for: Deliveries.pause)
        }
        return .lost
    }

    /// At the end, when all connections are closed: what is known to be read is in the ledger then, unless
    /// that takes longer than ``quiet``.
    func finish() async { await reached.finish(within: Deliveries.quiet) }

    /// The ledger knows that it was read.
    func forget(_ id: SubmissionID) { entries.withLock { $0[id] = nil } }
}
