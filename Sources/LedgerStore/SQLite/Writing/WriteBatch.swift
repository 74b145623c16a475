import GRDB

/// One transaction of the writer, which several jobs share: all that stands in it becomes durable with
/// one commit, or none.
///
/// A job that throws leaves nothing, and the others stay. Hardly any throws once it has changed
/// something, so that is not provided for: then nothing of the batch stays, and its jobs are run anew,
/// each in a savepoint of its own (``run(_:apart:_:)``). A savepoint keeps a copy of every page that is
/// changed in it, which cost a fourteenth of all that the gateway does.
final class WriteBatch {
    let database: Database
    private let memory: BudgetCache
    /// How the last job left the journal, and the budgets that it knew then. Nil before the first, and
    /// after one that was rolled back.
    private var left: BudgetCache.Remembered?

    /// What became of one job.
    enum Outcome {
        /// It threw, and nothing of it is in the transaction.
        case failed(any Error)
        /// It is in the transaction; to be called when that is durable.
        case done(@Sendable () -> Void)
    }

    /// A job threw when it had changed something, and there is no savepoint to go back to.
    struct HalfDone: Error {}

    init(_ database: Database, memory: BudgetCache) {
        self.database = database
        self.memory = memory
    }

    /// The end of the journal, and what is known of the budgets there.
    func takeRemembered() throws -> BudgetCache.Remembered {
        if let left {
            self.left = nil
            return left
        }
        let head = try Journal.head(database)
        return (head, memory.take(at: head))
    }

    func leave(_ remembered: BudgetCache.Remembered) { left = remembered }

    /// To be called when the transaction is durable: only then is it true what its jobs know.
    func remember() {
        if let left { memory.keep(left.contents, at: left.head) }
    }

    /// Runs jobs one after another and says what became of each.
    ///
    /// - Parameter apart: in a savepoint each.
    /// - Throws: what ended the whole transaction: what a job that is alone throws, and errors after
    ///   which SQLite has rolled everything back. ``HalfDone``: the jobs are to be run anew, apart.
    func run(_ jobs: [WriteJob], apart: Bool, _ outcomes: inout [Outcome]) throws {
        guard jobs.count > 1 else {
            for job in jobs { outcomes.append(.done(try job.run(self))) }
            return
        }
        for job in jobs {
            let before = database.totalChangesCount
            do {
                if apart { try database.run("SAVEPOINT job") }
                let done = try job.run(self)
                if apart { try database.run("RELEASE job") }
                outcomes.append(.done(done))
            } catch {
                outcomes.append(.failed(error))
                left = nil
                guard database.isInsideTransaction else { throw error }
                if apart {
                    try database.run("ROLLBACK TO job")
                    try database.run("RELEASE job")
                } else if database.totalChangesCount != before {
                    throw HalfDone()
                }
            }
        }
    }
}
