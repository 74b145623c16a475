import GRDB
import Synchronization

/// The connections that read a ledger: as many as read at the same moment, so that no read waits for
/// another. One is enough for a command; up to ``mostIdle`` stay open.
///
/// A read waits for no writer either, as the file is in WAL mode, and for no other program: what has
/// such a file open keeps all others from locking it whole.
final class Readers: Sendable {
    private let idle: Mutex<[DatabaseQueue]>
    private let openAnother: @Sendable () throws -> DatabaseQueue

    static let mostIdle = 4

    init(_ first: DatabaseQueue, openAnother: @escaping @Sendable () throws -> DatabaseQueue) {
        idle = Mutex([first])
        self.openAnother = openAnother
    }

    /// Runs a read in one snapshot.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try withReader { try $0.unsafeRead { try $0.inSnapshot(body) } }
    }

    /// Lends a connection to one read at a time.
    func withReader<Result>(_ body: (DatabaseQueue) throws -> Result) throws -> Result {
        let reader = try idle.withLock { $0.popLast() } ?? openAnother()
        defer { giveBack(reader) }
        return try body(reader)
    }

    private func giveBack(_ reader: DatabaseQueue) {
        let isKept = idle.withLock { idle in
            guard idle.count < Readers.mostIdle else { return false }
            idle.append(reader)
            return true
        }
        if !isKept { try? reader.close() }
    }

    /// Closes what no read has.
    func close() {
        let readers = idle.withLock { idle in
            defer { idle = [] }
            return idle
        }
        readers.forEach { try? $0.close() }
    }
}

extension Database {
    /// Runs a body in which all that is read is of one moment. Not GRDB's own transaction, which prepares
    /// its statements anew each time: half of what reading one row costs.
    fileprivate func inSnapshot<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try run("BEGIN DEFERRED")
        defer {
            // Some errors have already ended it, and nothing was written.
            if isInsideTransaction { try? run("ROLLBACK") }
        }
        return try body(self)
    }
}
