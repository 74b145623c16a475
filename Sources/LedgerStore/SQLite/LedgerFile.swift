import Foundation
import GRDB
import Synchronization

/// The SQLite file of a ledger: checked, and opened with every setting that matters.
///
/// It is open for reading from the start, and once more for writing when something is first written: a
/// long read keeps no writer waiting, a writer no read, and who only looks opens one connection.
final class LedgerFile: Sendable {
    let path: String
    private let reader: DatabaseQueue
    private let writer = Mutex<DatabaseQueue?>(nil)
    /// Nil for what lies in no file, and so is nobody else's.
    private let lock: WriteLock?
    /// The file that the path stood for when it was opened.
    private let identity: FileIdentity?

    /// How long a writer waits for another before it gives up.
    static let lockTimeoutSeconds = 30

    /// Opens a file that is there, and brings its format up to date.
    init(path: String, lockTimeoutSeconds: Int = LedgerFile.lockTimeoutSeconds) throws {
        try LedgerFile.refuseUnusable(path)
        let path = LedgerPath.resolved(path)
        self.path = path
        let lock = WriteLock(path: path + ".lock", timeoutSeconds: lockTimeoutSeconds)
        self.lock = lock
        (reader, identity) = try LedgerFile.unmoved(path) {
            if let reader = try LedgerFile.readerOfCurrentFile(at: path) { return reader }
            return try lock.withLock {
                try LedgerFile.openWriter(at: path).close()
                return try LedgerFile.openReader(at: path)
            }
        }
    }

    /// A file whose reading connection is open already.
    init(path: String, reader: DatabaseQueue, identity: FileIdentity?) {
        self.path = path
        self.reader = reader
        self.identity = identity
        lock = WriteLock(path: path + ".lock", timeoutSeconds: LedgerFile.lockTimeoutSeconds)
    }

    /// Tables without a row, in memory: they stand in for a file that nobody made yet.
    init(insteadOf path: String) throws {
        self.path = path
        identity = nil
        lock = nil
        reader = try LedgerFile.translating(path) { try LedgerFile.openMemory() }
        writer.withLock { [reader] in $0 = reader }
    }

    /// Whether what is written outlives this value.
    var isKept: Bool { lock != nil }

    deinit {
        // Without the lock: SQLite checkpoints on closing only what nobody else has open, and what
        // ends a value must not wait for other processes. The writer goes last, as it can checkpoint.
        try? reader.close()
        try? writer.withLock { try $0?.close() }
    }

    /// Runs a read in one snapshot. It waits for no writer.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try LedgerFile.translating(path) {
            try reader.read { database in
                try requireFormat(database)
                return try body(database)
            }
        }
    }

    /// A newer program may have brought the file up to date since it was opened: then what this one
    /// reads or writes would not be what the other means. Costs a look at a page that is read anyway.
    private func requireFormat(_ database: Database) throws {
        let version = try database.firstRow("PRAGMA user_version") { try $0.int() } ?? 0
        guard version <= Schema.currentVersion else {
            throw LedgerError.newer(path, version: version)
        }
        guard version == Schema.currentVersion else {
            throw LedgerError(
                .unreadable,
                "the ledger \(path) was brought back to format \(version) while it was open; nothing was"
                    + " sent, run the command again")
        }
    }

    /// Runs one write transaction: all of it becomes durable, or none.
    ///
    /// - Throws: what `body` throws, after which nothing has changed. ``LedgerError`` of kind `newer` when
    ///   a newer program has changed the format meanwhile; of kind
    ///   `commitUnknown` when writing failed so late that nobody knows.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try LedgerFile.translating(path) {
            try locked {
                try openedWriter().writeWithoutTransaction { try transaction(in: $0, body) }
            }
        }
    }

    /// Runs `body` as the only writer of the file that the path still stands for.
    private func locked<Result>(_ body: () throws -> Result) throws -> Result {
        guard let lock else { return try body() }
        return try lock.withLock {
            guard FileIdentity(path: path) == identity else { throw LedgerError.replaced(path) }
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

    private func transaction<Result>(in database: Database, _ body: (Database) throws -> Result)
        throws -> Result
    {
        // Not GRDB's own transaction, which prepares these anew each time.
        try database.run("BEGIN IMMEDIATE")
        // Some errors have already ended it.
        defer {
            if database.isInsideTransaction {
                try? database.run("ROLLBACK")
            }
        }
        try requireFormat(database)
        let result = try body(database)
        do {
            try database.run("COMMIT")
        } catch let error as DatabaseError {
            throw LedgerError(error, path: path, isCommitting: true)
        }
        return result
    }

    /// Copies the whole database into a new file with SQLite's online backup.
    func backup(to destination: DatabaseQueue) throws {
        try LedgerFile.translating(path) { try reader.backup(to: destination) }
    }

    /// The settings of the writing connection, as SQLite tells them.
    func settings() throws -> [String: String] {
        try locked { try openedWriter().writeWithoutTransaction(LedgerFile.settings(of:)) }
    }

    static func translating<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw LedgerError(error, path: path)
        }
    }
}
