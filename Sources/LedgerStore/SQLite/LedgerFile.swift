import Foundation
import GRDB
import Synchronization

/// The SQLite file of a ledger: checked, and opened with every setting that matters.
///
/// It is open for reading from the start, and once more for writing when something is first written: a
/// long read keeps no writer waiting, a writer no read, and a command that only reads opens one
/// connection.
final class LedgerFile: Sendable {
    let path: String
    private let readers: Readers
    private let ownsReaders: Bool
    let queue = WriteQueue()
    let writer = Mutex<DatabaseQueue?>(nil)
    /// Nil for what lies in memory.
    let lock: WriteLock?
    /// The file that the path stood for when it was opened.
    let identity: FileIdentity?
    /// What the writer's last transaction knew of budgets.
    let memory = BudgetCache()
    let prices: PriceCache

    /// How long a writer waits for another before it gives up.
    static let lockTimeoutSeconds = 30

    /// Opens a file that is there, and brings its format up to date.
    ///
    /// One that lies where nothing can be written, as a backup on a disk that is read-only, is open for reading
    /// alone: there is no lock to be had, and none needed.
    convenience init(
        path: String, lockTimeoutSeconds: Int = LedgerFile.lockTimeoutSeconds
    ) throws {
        try LedgerFile.refuseUnusable(path)
        let path = LedgerPath.resolved(path)
        let lock = WriteLock(path: path + ".lock", timeoutSeconds: lockTimeoutSeconds)
        let (reader, identity) = try LedgerFile.unmoved(path) {
            if let reader = try LedgerFile.readerOfCurrentFile(at: path) { return reader }
            do {
                return try lock.withLock {
                    try LedgerFile.openWriter(at: path).close()
                    return try LedgerFile.openReader(at: path)
                }
            } catch let error as LedgerError where error.kind == .readOnly {
                guard let reader = try? LedgerFile.openedReader(at: path) else { throw error }
                return reader
            }
        }
        self.init(
            path: path, reader: reader, identity: identity, lockTimeoutSeconds: lockTimeoutSeconds)
    }

    /// A file whose first reading connection is open already.
    init(
        path: String, reader: DatabaseQueue, identity: FileIdentity,
        lockTimeoutSeconds: Int = LedgerFile.lockTimeoutSeconds
    ) {
        self.path = path
        self.identity = identity
        lock = WriteLock(path: path + ".lock", timeoutSeconds: lockTimeoutSeconds)
        readers = Readers(reader) {
            try LedgerFile.openReader(of: identity, at: path)
        }
        ownsReaders = true
        prices = PriceCache()
    }

    /// The same file, with a writer that waits for others for another time.
    init(_ file: LedgerFile, lockTimeoutSeconds: Int) {
        path = file.path
        identity = file.identity
        lock = WriteLock(path: path + ".lock", timeoutSeconds: lockTimeoutSeconds)
        readers = file.readers
        ownsReaders = false
        prices = file.prices
    }

    /// Tables without a row, in memory: they stand in for a file that is not made yet.
    init(insteadOf path: String) throws {
        self.path = path
        identity = nil
        lock = nil
        let queue = try LedgerFile.translating(path) { try LedgerFile.openMemory() }
        readers = Readers(queue) { queue }
        ownsReaders = true
        prices = PriceCache()
        writer.withLock { $0 = queue }
    }

    /// Whether what is written outlives this value.
    var isKept: Bool { lock != nil }

    deinit {
        // Without the lock: SQLite checkpoints on closing only what no other connection has open, and what
        // ends a value must not wait for other processes. The writer goes last, as it can checkpoint.
        if ownsReaders { readers.close() }
        try? writer.withLock { try $0?.close() }
    }

    /// Runs a read in one snapshot, on the calling thread. It waits for no writer and no other read, and
    /// so it is for what is read in a moment.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try LedgerFile.translating(path) {
            try readers.read { database in
                try requireFormat(database)
                return try body(database)
            }
        }
    }

    /// Runs a read that may take seconds, in one snapshot and on a thread of its own.
    func readAside<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result {
        try await OwnThread.run { try self.read(body) }
    }

    /// A newer program may have brought the file up to date since it was opened: then what this one
    /// reads or writes would not be what the other means. Costs a look at a page that is read anyway.
    func requireFormat(_ database: Database) throws {
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

    /// Copies the whole database into a new file with SQLite's online backup.
    func backup(to destination: DatabaseQueue) throws {
        try LedgerFile.translating(path) {
            try readers.withReader { try $0.backup(to: destination) }
        }
    }

    static func translating<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw LedgerError(error, path: path)
        }
    }
}
