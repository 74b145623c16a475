import Foundation
import GRDB

extension LedgerFile {
    /// Makes sure that no other process has the file open. To be called under the lock, by a process
    /// that has it open nowhere: closing it drops the locks of SQLite.
    ///
    /// A process that has a ledger open holds a lock of SQLite's on it for reading, all the while.
    ///
    /// - Throws: ``LedgerError`` of kind `busy` that names the process.
    static func requireNoOtherUser(of path: String) throws(LedgerError) {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        // Without write access the question cannot be asked; what follows will fail by itself.
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var range = flock()
        range.l_type = Int16(F_WRLCK)
        range.l_whence = Int16(SEEK_SET)
        range.l_start = LedgerFile.pendingByte
        range.l_len = LedgerFile.lockedBytes
        guard fcntl(descriptor, F_GETLK, &range) == 0, range.l_type != Int16(F_UNLCK) else {
            return
        }
        throw LedgerError(
            .busy,
            "the ledger \(path) is in use by process \(range.l_pid), which would go on with the old"
                + " file; end it, and try again")
    }

    /// Brings what is in the log of a ledger into its file, and takes the log away: the file stands for
    /// itself then, and what opens it has to wait for the lock. To be called under the lock.
    ///
    /// A file that is damaged, empty or another program's is left as it is.
    ///
    /// - Throws: ``LedgerError`` of kind `busy` when another process has opened it meanwhile.
    static func closeLog(of path: String) throws {
        // SQLite would delete the log of anything else.
        guard looksLikeLedger(path) else { return }
        do {
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction {
                try $0.run("PRAGMA journal_mode = DELETE")
            }
            try queue.close()
        } catch let error as DatabaseError {
            guard [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) else { return }
            throw LedgerError(error, path: path)
        }
    }

    /// Whether the file begins as SQLite's do, with our application id: see fileformat2.html.
    private static func looksLikeLedger(_ path: String) -> Bool {
        let header = FileHandle(forReadingAtPath: path).flatMap { try? $0.read(upToCount: 72) }
        guard let header, header.count == 72 else { return false }
        let application = header.suffix(4).reduce(0) { $0 << 8 | Int($1) }
        return header.starts(with: Data("SQLite format 3\0".utf8))
            && application == Schema.applicationID
    }

    /// Where SQLite's locks lie in a file: see `PENDING_BYTE` in its sources. No page is stored there.
    private static let pendingByte: off_t = 0x4000_0000
    private static let lockedBytes: off_t = 2 + 510
}
