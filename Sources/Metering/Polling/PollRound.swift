import Accounting
import LedgerStore
import Provider

/// What a round of polls came to.
struct PollRound {
    var polled = 0
    var ended = 0
    var failed = 0
    /// Polls that the provider did not answer, or for which it refused the key.
    var unanswered = 0
    /// Submissions that were due and were not polled, because the round was over.
    var unasked = 0
    /// Why the first unanswered poll had no answer.
    var silence: Fault?
    /// No more polls begin in this round.
    var isOver = false
    private var failuresInARow = 0

    /// After so many polls in a row without an answer the provider is taken to be down.
    static let mostFailuresInARow = 24

    mutating func count(_ result: PollResult) {
        switch result {
        case .ended: ended += 1
        case .running: break
        case .unusable, .unavailable, .rejected: failed += 1
        }
        switch result {
        case .ended, .running, .unusable: failuresInARow = 0
        case .unavailable(let fault, let seconds):
            countUnanswered(fault)
            failuresInARow += 1
            // `Retry-After` is for all polls, not for this submission alone.
            if failuresInARow >= PollRound.mostFailuresInARow || (seconds ?? 0) > 0 {
                isOver = true
            }
        case .rejected(let fault):
            countUnanswered(fault)
            isOver = true
        }
    }

    private mutating func countUnanswered(_ fault: Fault) {
        unanswered += 1
        silence = silence ?? fault
    }
}

extension Poller {
    static let pollsAtOnce = 8

    /// Polls once what the provider has and what has no price yet, eight at a time.
    ///
    /// A round ends early when the provider is down, sends `Retry-After` or refuses the key: what is
    /// left stays as it is for the next round. One whose answer the ledger will not record counts as
    /// failed, and the round goes on.
    ///
    /// - Parameters:
    ///   - deadline: no poll begins after it.
    ///   - isEnough: called whenever one has ended; true ends the round.
    /// - Throws: ``LedgerError`` about the file; `CancellationError` when the task is cancelled.
    @discardableResult
    func pollOpen(
        until deadline: Instant = .distantFuture, isEnough: () throws -> Bool = { false }
    ) async throws -> PollRound {
        var waiting = try OpenPages(
            of: [.accepted, .unpriced], in: meter.ledger, from: meter.jitter())
        var round = PollRound()
        try await withThrowingTaskGroup(of: PollResult.self) { group in
            func startNext() throws {
                guard !round.isOver, meter.clock.now() < deadline, let next = try waiting.next()
                else {
                    return
                }
                round.polled += 1
                let patience = deadline.time(since: meter.clock.now())
                group.addTask {
                    do {
                        return try await poll(next, within: patience)
                    } catch let error as LedgerError where error.isAboutOneThing {
                        // The error concerns this submission alone.
                        observe(.failed(next, Fault(ofLedger: error)))
                        return .unusable
                    }
                }
            }
            for _ in 0..<Poller.pollsAtOnce { try startNext() }
            while let result = try await group.next() {
                round.count(result)
                if Task.isCancelled { round.isOver = true }
                if case .ended = result, try isEnough() { round.isOver = true }
                try startNext()
            }
        }
        try Task.checkCancellation()
        round.unasked = waiting.left
        return round
    }
}
