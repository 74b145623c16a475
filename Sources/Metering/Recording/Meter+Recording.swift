import Accounting
import LedgerStore
import Provider

/// The one place where events get into the ledger: dated, and reported to the observer.
extension Meter {
    /// A meter that dates what it records by the provider's clock where that shows this machine's to be
    /// ahead.
    func dated(by provider: (any DatedProvider)?...) -> Meter {
        var meter = self
        meter.dating = provider.compactMap { $0 }
        return meter
    }

    /// A meter that records what has happened also when the task is cancelled.
    var recordingRegardless: Meter {
        var meter = self
        meter.ledger = ledger.recordingRegardless
        return meter
    }

    /// The date of what is recorded now.
    var recordingTime: Instant {
        var witnesses = ClockWitnesses()
        dating.forEach { witnesses.take(secondsAhead: $0.secondsAhead) }
        return witnesses.recordingTime(at: clock.now())
    }

    /// Records an event, and hands what came of it to the observer. Nil when it came too late.
    ///
    /// - Parameter answer: what the event follows from, for a client that asks again.
    @discardableResult
    func record(
        _ event: SubmissionEvent, of id: SubmissionID, keeping answer: HandedAnswer? = nil,
        _ observe: Observer
    ) async throws -> Submission? {
        guard
            let recorded = try await ledger.record(
                event, of: id, keeping: answer, at: recordingTime)
        else { return nil }
        observe(.changed(recorded.submission))
        recorded.alerts.forEach { observe(.alerted($0)) }
        return recorded.submission
    }

    static let recordingAttempts = 3

    /// Tries three times while the ledger is busy or full: an answer that is not recorded is hard to find
    /// again.
    func recordPatiently(
        _ event: SubmissionEvent, of id: SubmissionID, keeping answer: HandedAnswer? = nil,
        _ observe: Observer
    ) async throws -> Submission? {
        for _ in 1..<Meter.recordingAttempts {
            do {
                return try await record(event, of: id, keeping: answer, observe)
            } catch let error as LedgerError where error.kind == .busy || error.kind == .full {
                await Meter.unhindered { try? await clock.sleep(.seconds(1)) }
            }
        }
        return try await record(event, of: id, keeping: answer, observe)
    }

    /// What came of recording something for several submissions.
    struct Batch {
        var recorded: [Submission] = []
        /// How many the ledger would not record.
        var failed = 0
    }

    /// Records one event each, except where another process recorded one first that excludes it.
    ///
    /// An error that concerns one submission is reported to the observer and counted, and the others are
    /// recorded.
    ///
    /// - Throws: ``LedgerError`` about the file, which would meet every further one as well.
    func recordEach(_ events: [(Submission, SubmissionEvent)], _ observe: Observer) async throws
        -> Batch
    {
        var batch = Batch()
        for (submission, event) in events {
            do {
                guard let recorded = try await record(event, of: submission.id, observe) else {
                    continue
                }
                batch.recorded.append(recorded)
            } catch let error as LedgerError where error.isAboutOneThing {
                observe(.failed(submission, Fault(ofLedger: error)))
                batch.failed += 1
            }
        }
        return batch
    }
}

extension Fault {
    /// An error of the ledger about one submission.
    init(ofLedger error: any Error) { self.init(.ledger, message: "\(error)") }
}
