import Accounting
import Foundation
import GRDB

/// The SQLite file of a ledger: found or made, checked, and opened with every setting that matters.
///
/// It is open twice, so that a long read keeps no writer waiting, nor a writer that queues a read.
final class LedgerFile: Sendable {
    let path: String
    private let writer: DatabaseQueue
    private let reader: DatabaseQueue
    private let lock: WriteLock

    /// How long a writer waits for another before it gives up.
    static let lockTimeoutSeconds = 30

    init(path: String, lockTimeoutSeconds: Int = LedgerFile.lockTimeoutSeconds) throws {
        self.path = path
        try LedgerFile.prepareFolder(of: path)
        try LedgerFile.refuseUnusable(path)
        lock = WriteLock(path: path + ".lock", timeoutSeconds: lockTimeoutSeconds)
        (writer, reader) = try LedgerFile.translating(path) { [lock] in
            try lock.withLock {
                (try LedgerFile.openWriter(at: path), try LedgerFile.openReader(at: path))
            }
        }
    }

    deinit {
        // Without the lock: SQLite checkpoints on closing only what nobody else has open, and what
        // ends a value must not wait for other processes. The writer goes last, as it can checkpoint.
        try? reader.close()
        try? writer.close()
    }

    /// Runs a read in one snapshot. It waits for no writer.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try LedgerFile.translating(path) { try reader.read(body) }
    }

    /// Runs one write transaction: all of it becomes durable, or none.
    ///
    /// - Throws: what `body` throws, after which nothing has changed. ``LedgerError`` of kind
    ///   `commitUnknown` when writing failed so late that nobody knows.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try LedgerFile.translating(path) {
            try lock.withLock {
                try writer.writeWithoutTransaction { try transaction(in: $0, body) }
            }
        }
    }

    private func transaction<Result>(in database: Database, _ body: (Database) throws -> Result)
        throws -> Result
    {
        var result: Result?
        var isCommitting = false
        do {
            try database.inTransaction(.immediate) {
                result = try body(database)
                isCommitting = true
                return .commit
            }
        } catch let error as DatabaseError where isCommitting {
            throw LedgerError(error, path: path, isCommitting: true)
        }
        return result!
    }

    /// Copies the whole database into a new file with SQLite's online backup.
    func backup(to destination: DatabaseQueue) throws {
        try LedgerFile.translating(path) { try reader.backup(to: destination) }
    }

    /// The settings of the writing connection, as SQLite tells them.
    func settings() throws -> [String: String] {
        try writer.writeWithoutTransaction(LedgerFile.settings(of:))
    }

    static func translating<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw LedgerError(error, path: path)
        }
    }
}

// MARK: - Opening

extension LedgerFile {
    private static func prepareFolder(of path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        guard !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw LedgerError(
                .unreadable, "the ledger's folder \(folder) cannot be made; check the path")
        }
    }

    /// Looks at the file without opening it: closing it again would drop SQLite's locks.
    private static func refuseUnusable(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return try create(path)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw LedgerError(.unreadable, "the ledger \(path) is not a file")
        }
        guard status.st_mode & S_IWUSR != 0 else {
            throw LedgerError(
                .readOnly, "the ledger \(path) is read-only; make it writable: chmod u+w \(path)")
        }
    }

    /// Made before SQLite sees it, so that it is never readable by others, not even for a moment.
    private static func create(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            let reason = String(cString: strerror(errno))
            let kind: LedgerError.Kind =
                errno == ENOSPC
                ? .full : errno == EROFS || errno == EACCES ? .readOnly : .unreadable
            throw LedgerError(kind, "the ledger \(path) cannot be made: \(reason)")
        }
    }

    private static func openWriter(at path: String) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path, configuration: configuration())
        try queue.writeWithoutTransaction { database in
            try migrate(database, path: path)
            // Also where it is no new file: a restored backup is not in this mode.
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            // Set last: GRDB lowers it when it is the one to choose the journal mode.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            let found = try settings(of: database)
            for (name, due) in requiredSettings where found[name] != due {
                throw LedgerError(
                    .unreadable,
                    "the ledger \(path) cannot be made safe: SQLite keeps \(name) at"
                        + " \(found[name] ?? "nothing") instead of \(due); put it on another disk")
            }
        }
        return queue
    }

    private static func openReader(at path: String) throws -> DatabaseQueue {
        var configuration = configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.foreignKeysEnabled = true
        // For writers that do not know our lock, such as a person with the sqlite3 shell.
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
                    PRAGMA recursive_triggers = ON; PRAGMA mmap_size = 0;
                    """)
        }
        return configuration
    }

    private static let requiredSettings = [
        "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "recursive_triggers": "1",
        "trusted_schema": "0", "cell_size_check": "1", "mmap_size": "0",
        "application_id": "\(Schema.applicationID)", "user_version": "\(Schema.currentVersion)",
    ]

    private static func settings(of database: Database) throws -> [String: String] {
        var settings: [String: String] = [:]
        for name in requiredSettings.keys {
            // Where memory mapping is compiled out there is no answer.
            settings[name] = try String.fetchOne(database, sql: "PRAGMA \(name)") ?? "0"
        }
        return settings
    }

    private static func migrate(_ database: Database, path: String) throws {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let isEmpty = try version == 0 && application == 0 && isWithoutTables(database)
        guard isEmpty || application == Schema.applicationID else {
            throw LedgerError(
                .foreign,
                "\(path) is a database of another program; name another file with BURSAR_LEDGER")
        }
        guard version <= Schema.currentVersion else {
            throw LedgerError(
                .newer,
                "the ledger \(path) was written by a newer bursar (format \(version), this one"
                    + " knows \(Schema.currentVersion)); install that version")
        }
        guard version < Schema.currentVersion else { return }
        try database.inTransaction(.immediate) {
            for migration in Schema.migrations[version...] { try database.execute(sql: migration) }
            try database.execute(
                sql: """
                    PRAGMA application_id = \(Schema.applicationID);
                    PRAGMA user_version = \(Schema.currentVersion);
                    """)
            return .commit
        }
    }

    private static func isWithoutTables(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }
}
