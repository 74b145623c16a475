import Foundation
import GRDB

extension Ledger {
    /// Copies the ledger into a new file, and verifies the copy before it gets its name.
    ///
    /// A ledger that is not in order is copied as well: what is wrong with it is wrong with the copy.
    /// When this returns, the copy outlives a power cut.
    ///
    /// - Throws: ``LedgerError``: of kind `notFound` where there is no ledger, `invalid` when there is a
    ///   file already or the copy cannot be written; then nothing is left behind.
    package func backup(to destination: String) async throws -> Verification {
        try await OwnThread.run { try self.copy(to: destination) }
    }

    private func copy(to destination: String) throws -> Verification {
        guard isKept else { throw LedgerError(.notFound, "there is no ledger at \(path)") }
        var status = stat()
        // Also a link that leads nowhere: what has the name is not replaced.
        guard lstat(destination, &status) != 0 else { throw LedgerError.taken(destination) }
        let copy: UnplacedFile
        do {
            copy = try UnplacedFile(for: destination, mode: 0o600)
        } catch {
            throw LedgerError(error, writing: destination)
        }
        defer { copy.discard() }
        let verification = try verifiedCopy(in: copy)
        do {
            try copy.place(.asNew)
        } catch {
            throw LedgerError(error, writing: destination)
        }
        return verification
    }

    /// Copies and verifies, and has closed the copy when it returns.
    private func verifiedCopy(in copy: UnplacedFile) throws -> Verification {
        try LedgerFile.translating(copy.path) {
            let queue = try DatabaseQueue(path: copy.temporaryPath)
            do {
                try file.backup(to: queue)
            } catch let error as LedgerError where error.kind == .full {
                // The ledger was only read.
                throw LedgerError(
                    .invalid,
                    "the disk of \(copy.path) is full, and nothing was kept; free some space")
            }
            // One file, not three: a backup is moved around.
            try queue.writeWithoutTransaction {
                try $0.run("PRAGMA journal_mode = DELETE")
            }
            let verification = try queue.read { try Verifier(ledger: $0).run() }
            try queue.close()
            return verification
        }
    }
}

extension LedgerError {
    fileprivate static func taken(_ destination: String) -> LedgerError {
        LedgerError(.invalid, "\(destination) exists already; name a file that does not exist")
    }

    fileprivate init(_ fault: UnplacedFile.Fault, writing destination: String) {
        self =
            fault.code == EEXIST
            ? .taken(destination)
            : LedgerError(.invalid, "\(destination) cannot be written: \(fault); check the folder")
    }
}
