import Accounting
import Foundation
import GRDB

/// The SQLite file of a ledger: found or made, checked, and opened with every setting that matters.
final class LedgerFile: Sendable {
    let path: String
    private let queue: DatabaseQueue
    private let lock: WriteLock

    /// How long a writer waits for another before it gives up.
    static let lockTimeoutSeconds = 30

    init(path: String) throws {
        self.path = path
        try LedgerFile.prepareFolder(of: path)
        try LedgerFile.refuseUnusable(path)
        let lock = try WriteLock(
            path: path + ".lock", timeoutSeconds: LedgerFile.lockTimeoutSeconds)
        self.lock = lock
        queue = try LedgerFile.translating(path) {
            try lock.withLock { try LedgerFile.openQueue(at: path) }
        }
    }

    deinit {
        // Closing may checkpoint, and a checkpoint must not meet a writer.
        _ = try? lock.withLock { try queue.close() }
    }

    /// Runs a read in one snapshot. It waits for nobody.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try LedgerFile.translating(path) { try queue.read(body) }
    }

    /// Runs one write transaction: all of it becomes durable, or none.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try LedgerFile.translating(path) {
            try queue.writeWithoutTransaction { database in
                try lock.withLock {
                    var result: Result?
                    try database.inTransaction(.immediate) {
                        result = try body(database)
                        return .commit
                    }
                    return result!
                }
            }
        }
    }

    /// Copies the whole database into a new file with SQLite's online backup.
    func backup(to destination: DatabaseQueue) throws {
        try LedgerFile.translating(path) { try queue.backup(to: destination) }
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

    private static func openQueue(at path: String) throws -> DatabaseQueue {
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
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { database in
            try migrate(database, path: path)
            // Set last: GRDB lowers it when it is the one to choose the journal mode.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
                throw LedgerError(.unreadable, "the ledger \(path) cannot be made durable")
            }
        }
        return queue
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
        if isEmpty { try database.execute(sql: "PRAGMA journal_mode = WAL") }
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
