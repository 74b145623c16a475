import GRDB
import Synchronization

extension LedgerFile {
    /// Runs one job in a transaction of the ledger's thread: all of it becomes durable, or none. It
    /// returns when it is on the disk.
    ///
    /// - Parameters:
    ///   - isLong: it keeps the writer for long, and shares its transaction with no other.
    ///   - heedsCancellation: whether cancelling the task takes it back while it has not begun.
    /// - Throws: what `body` throws, after which nothing has changed. ``LedgerError`` of kind `newer` when
    ///   a newer program has changed the format meanwhile; of kind `commitUnknown` when writing failed
    ///   so late that its outcome is not known. `CancellationError`: nothing has changed.
    func write<Result: Sendable>(
        isLong: Bool = false, heedsCancellation: Bool = true,
        _ body: @escaping @Sendable (WriteBatch) throws -> Result
    ) async throws -> Result {
        try await queue.run(isLong: isLong, heedsCancellation: heedsCancellation, body) {
            self.perform($0)
        }
    }

    /// The same on the calling thread: for opening a ledger that no other process has.
    func writeAtOnce<Result>(_ body: (WriteBatch) throws -> Result) throws -> Result {
        try LedgerFile.translating(path) { try transaction(body) }
    }

    /// Runs a batch in one transaction, and tells each caller when that is durable: at once, as the
    /// lock can be given back while they go on.
    private func perform(_ jobs: [WriteJob]) {
        if !perform(jobs, apart: false) { _ = perform(jobs, apart: true) }
    }

    /// - Returns: false where nothing has happened, and the jobs are to be run anew, apart.
    private func perform(_ jobs: [WriteJob], apart: Bool) -> Bool {
        var outcomes: [WriteBatch.Outcome] = []
        var isDurable = false
        do {
            try transaction {
                try $0.run(jobs, apart: apart, &outcomes)
            } whenDurable: {
                isDurable = true
                for (job, outcome) in zip(jobs, outcomes) {
                    switch outcome {
                    case .done(let done): done()
                    case .failed(let error): job.fail(translated(error))
                    }
                }
            }
        } catch is WriteBatch.HalfDone {
            return false
        } catch {
            precondition(!isDurable, "what is durable has failed: \(error)")
            for (index, job) in jobs.enumerated() {
                if index < outcomes.count, case .failed(let own) = outcomes[index] {
                    job.fail(translated(own))
                } else {
                    job.fail(translated(error))
                }
            }
        }
        return true
    }

    private func translated(_ error: any Error) -> any Error {
        (error as? DatabaseError).map { LedgerError($0, path: path) } ?? error
    }

    private func transaction<Result>(
        _ body: (WriteBatch) throws -> Result, whenDurable: () -> Void = {}
    ) throws -> Result {
        try locked {
            try openedWriter().writeWithoutTransaction {
                try transaction(in: $0, body, whenDurable: whenDurable)
            }
        }
    }

    /// The name of the ledger still stands for the file that is open.
    ///
    /// - Throws: ``LedgerError``: of kind `replaced` when it stands for another one.
    func requireInPlace() throws {
        guard isKept else { return }
        let found = FileIdentity(path: path)
        guard found != identity else { return }
        throw found == nil ? LedgerError.removed(path) : LedgerError.replaced(path)
    }

    /// Runs `body` as the only writer of the file that the path still stands for.
    private func locked<Result>(_ body: () throws -> Result) throws -> Result {
        guard let lock else { return try body() }
        return try lock.withLock {
            try requireInPlace()
            return try body()
        }
    }

    private func openedWriter() throws -> DatabaseQueue {
        try writer.withLock { writer in
            if let writer { return writer }
            let opened = try LedgerFile.openWriter(at: path)
            writer = opened
            return opened
        }
    }

    private func transaction<Result>(
        in database: Database, _ body: (WriteBatch) throws -> Result, whenDurable: () -> Void
    ) throws -> Result {
        // Not GRDB's own transaction, which prepares these anew each time.
        try database.run("BEGIN IMMEDIATE")
        // Some errors have already ended it.
        defer {
            if database.isInsideTransaction {
                try? database.run("ROLLBACK")
            }
        }
        try requireFormat(database)
        let batch = WriteBatch(database, memory: memory)
        let result = try body(batch)
        do {
            try database.run("COMMIT")
        } catch let error as DatabaseError {
            throw LedgerError(error, path: path, isCommitting: true)
        }
        batch.remember()
        whenDurable()
        return result
    }

    /// Moves what the log holds into the file, and cuts the log off.
    ///
    /// - Returns: false where a reader kept it from doing so for as long as foreign writers are waited for.
    func emptyLog() async throws -> Bool {
        try await OwnThread.run { [self] in
            try LedgerFile.translating(path) {
                try locked {
                    try openedWriter().writeWithoutTransaction { database in
                        try database.firstRow("PRAGMA wal_checkpoint(TRUNCATE)") { try $0.int() }
                            == 0
                    }
                }
            }
        }
    }

    /// The settings of the writing connection, as SQLite tells them.
    func settings() async throws -> [String: String] {
        try await OwnThread.run { [self] in
            try LedgerFile.translating(path) {
                try locked {
                    try openedWriter().writeWithoutTransaction(LedgerFile.settings(of:))
                }
            }
        }
    }
}
