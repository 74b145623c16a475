import Foundation
import GRDB

extension Ledger {
    /// Copies the ledger into a new file, and verifies the copy before it gets its name.
    ///
    /// - Throws: ``LedgerError`` of kind `invalid` when there is a file already, or when the copy is
    ///   not in order; then nothing is left behind.
    package func backup(to destination: String) throws -> Verification {
        guard !FileManager.default.fileExists(atPath: destination) else {
            throw LedgerError(
                .invalid, "\(destination) exists already; name a file that does not exist")
        }
        let partial = destination + ".partial"
        removeFiles(of: partial)
        defer { removeFiles(of: partial) }
        let verification = try copy(to: partial)
        guard verification.isInOrder else {
            throw LedgerError(
                .invalid,
                "the backup was not kept, because the ledger is not in order:"
                    + " \(verification.problems.first ?? ""); run: bursar verify")
        }
        guard rename(partial, destination) == 0 else {
            throw LedgerError(
                .unreadable,
                "the backup cannot be named \(destination): \(String(cString: strerror(errno)))")
        }
        return verification
    }

    /// Copies and verifies, and has closed the copy when it returns.
    private func copy(to path: String) throws -> Verification {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LedgerError(
                .invalid,
                "\(path) cannot be written: \(String(cString: strerror(errno))); check the folder")
        }
        close(descriptor)
        return try LedgerFile.translating(path) {
            let copy = try DatabaseQueue(path: path)
            try file.backup(to: copy)
            // One file, not three: a backup is moved around.
            try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            let verification = try copy.read { try Verifier(ledger: $0).run() }
            try copy.close()
            return verification
        }
    }

    private func removeFiles(of path: String) {
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(path + suffix) }
    }
}
