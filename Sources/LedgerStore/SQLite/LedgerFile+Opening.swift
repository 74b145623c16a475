import Accounting
import Foundation
import GRDB

extension LedgerFile {
    /// Looks at the file without opening it: closing it again would drop SQLite's locks.
    ///
    /// - Throws: ``LedgerError``: of kind `notFound` where there is none, `emptied` for one of 0 bytes.
    static func refuseUnusable(_ path: String) throws(LedgerError) {
        let presence = try Ledger.presence(at: path)
        var status = stat()
        guard presence != .absent, stat(path, &status) == 0 else {
            throw LedgerError(.notFound, "there is no ledger at \(path)")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw LedgerError(.unreadable, "the ledger \(path) is not a file")
        }
        // A restored backup takes the place of a file that has a second name by then.
        for _ in 0..<20 where status.st_nlink > 1 {
            usleep(10_000)
            guard stat(path, &status) == 0 else { break }
        }
        // Each name would have a lock and a log of its own.
        guard status.st_nlink == 1 else {
            throw LedgerError(
                .unreadable,
                "the ledger \(path) has \(status.st_nlink) names (hard links), and two of them used at"
                    + " once would lose money; remove all but one")
        }
        guard status.st_mode & S_IWUSR != 0 else {
            throw LedgerError(
                .readOnly, "the ledger \(path) is read-only; make it writable: chmod u+w \(path)")
        }
        guard presence == .there else { throw LedgerError.emptied(path) }
    }

    /// Opens a connection, and makes sure that the name stood for one file all the while: a restored
    /// backup may take the place of the ledger at any moment, and its log lies under the same name.
    static func unmoved(_ path: String, _ open: () throws -> DatabaseQueue) throws
        -> (DatabaseQueue, FileIdentity)
    {
        for _ in 0..<5 {
            let before = FileIdentity(path: path)
            let queue = try translating(path, open)
            if let before, FileIdentity(path: path) == before { return (queue, before) }
            try? queue.close()
        }
        throw LedgerError.replaced(path)
    }

    /// A ledger of this version that is in order needs no lock to be looked at, and no waiting for its
    /// holder. Nil when it has to be made, brought up to date, or rolled back first, as one whose
    /// making was cut short: a connection that only reads cannot do that.
    static func readerOfCurrentFile(at path: String) throws -> DatabaseQueue? {
        do {
            let reader = try openReader(at: path)
            let isCurrent = try reader.read { database in
                let found = try settings(of: database)
                return ["journal_mode", "application_id", "user_version"].allSatisfy {
                    found[$0] == requiredSettings[$0]
                }
            }
            if isCurrent { return reader }
            try reader.close()
            return nil
        } catch let error as DatabaseError {
            guard [.SQLITE_READONLY, .SQLITE_CANTOPEN].contains(error.resultCode) else {
                throw error
            }
            return nil
        }
    }

    /// - Parameter isNew: it was made a moment ago, and may have nothing in it yet.
    static func openWriter(at path: String, isNew: Bool = false) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path, configuration: configuration())
        try queue.writeWithoutTransaction { database in
            if !isNew { _ = try refuseForeignAndNewer(database, path: path) }
            try migrate(database)
            // Also where it is no new file: a restored backup is not in this mode.
            try database.run("PRAGMA journal_mode = WAL")
            // Set last: GRDB lowers it when it is the one to choose the journal mode.
            try database.run("PRAGMA synchronous = FULL")
            // What undoes a savepoint or a statement would be written to a temporary file, from 16 pages on.
            try database.run("PRAGMA temp_store = MEMORY")
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

    static func openMemory() throws -> DatabaseQueue {
        let queue = try DatabaseQueue(configuration: configuration())
        try queue.writeWithoutTransaction { try migrate($0) }
        return queue
    }

    static func openReader(at path: String, patience: TimeInterval = patience) throws
        -> DatabaseQueue
    {
        var configuration = configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(patience)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// One more connection to a file that is open.
    static func openReader(of identity: FileIdentity, at path: String) throws -> DatabaseQueue {
        let (reader, found) = try unmoved(path) { try openReader(at: path) }
        guard found == identity else {
            try? reader.close()
            throw LedgerError.replaced(path)
        }
        return reader
    }

    /// How long to wait for writers that do not know our lock, such as a person with the sqlite3 shell.
    static let patience: TimeInterval = 10

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(patience)
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

    static func settings(of database: Database) throws -> [String: String] {
        var settings: [String: String] = [:]
        for name in requiredSettings.keys {
            // Where memory mapping is compiled out there is no answer.
            settings[name] =
                try database.firstRow("PRAGMA \(name)") { try $0.stored().plain } ?? "0"
        }
        return settings
    }

    private static func migrate(_ database: Database) throws {
        let version = try format(of: database)
        guard version < Schema.currentVersion else { return }
        try database.inTransaction(.immediate) {
            for migration in Schema.migrations[version...] { try database.execute(sql: migration) }
            try Schema.recount(database, since: version)
            try database.execute(
                sql: """
                    PRAGMA application_id = \(Schema.applicationID);
                    PRAGMA user_version = \(Schema.currentVersion);
                    """)
            return .commit
        }
    }

    private static func format(of database: Database) throws -> Int {
        try database.firstRow("PRAGMA user_version") { try $0.int() } ?? 0
    }

    /// The format that the file has.
    static func refuseForeignAndNewer(_ database: Database, path: String) throws -> Int {
        let version = try format(of: database)
        let application = try database.firstRow("PRAGMA application_id") { try $0.int() } ?? 0
        if try version == 0 && application == 0 && isWithoutTables(database) {
            throw LedgerError.emptied(path)
        }
        guard application == Schema.applicationID else {
            throw LedgerError(
                .foreign, "\(path) is a database of another program", .nameAnotherLedger)
        }
        guard version <= Schema.currentVersion else {
            throw LedgerError.newer(path, version: version)
        }
        return version
    }

    private static func isWithoutTables(_ database: Database) throws -> Bool {
        try database.firstRow("SELECT count(*) FROM sqlite_schema") { try $0.int() } == 0
    }
}
