import GRDB

/// One transaction of the writer, which several jobs share: all that stands in it becomes durable with
/// one commit, or none.
///
/// Each job has its own savepoint, so that one that throws leaves nothing and the others stay. A job
/// that is alone needs none: its rollback is the transaction's.
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
    /// - Throws: what ended the whole transaction: what a job that is alone throws, and errors after
    ///   which SQLite has rolled everything back.
    func run(_ jobs: [WriteJob], _ outcomes: inout [Outcome]) throws {
        guard jobs.count > 1 else {
            for job in jobs { outcomes.append(.done(try job.run(self))) }
            return
        }
        for job in jobs {
            do {
                try database.run("SAVEPOINT job")
                let done = try job.run(self)
                try database.run("RELEASE job")
                outcomes.append(.done(done))
            } catch {
                outcomes.append(.failed(error))
                left = nil
                guard database.isInsideTransaction else { throw error }
                try database.run("ROLLBACK TO job")
                try database.run("RELEASE job")
            }
        }
    }
}
