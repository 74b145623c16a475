import Accounting
import LedgerStore

extension Meter {
    /// What came of recording something for several submissions.
    struct Batch {
        var recorded: [Submission] = []
        /// How many the ledger would not record.
        var failed = 0
    }

    /// Records one event each, as far as nobody else was faster.
    ///
    /// What keeps one submission from being recorded is no trouble of the others: the observer is told
    /// of it, and it is counted.
    ///
    /// - Throws: ``LedgerError`` about the file, which would meet every further one as well.
    func recordEach(_ events: [(Submission, SubmissionEvent)], _ observe: Observer) throws -> Batch
    {
        var batch = Batch()
        for (submission, event) in events {
            do {
                guard let recorded = try record(event, of: submission.id, observe) else { continue }
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
    /// What the ledger has to say about one submission.
    init(ofLedger error: any Error) { self.init(name: "ledger", message: "\(error)") }
}
