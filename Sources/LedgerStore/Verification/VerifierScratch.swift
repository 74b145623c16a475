import Foundation
import GRDB

/// The folder in which a ledger is replayed, for as long as it is verified.
///
/// The ledger is only read, so every error of writing is about this folder.
struct VerifierScratch {
    /// It cannot be written to; the ledger has nothing to do with it.
    struct Failure: Error {
        let error: LedgerError
    }

    private let parent: URL
    private let folder: URL

    /// - Throws: ``LedgerError`` when it cannot be made.
    init(in parent: URL) throws(LedgerError) {
        self.parent = parent
        folder = parent.appendingPathComponent(
            "bursar-verify-\(UUID().uuidString)", isDirectory: true)
        if mkdir(folder.path, 0o700) != 0 {
            let code = errno
            throw unusable(
                [ENOSPC, EDQUOT].contains(code) ? .full : .unreadable,
                String(cString: strerror(code)))
        }
    }

    var path: String { folder.appendingPathComponent("replay.sqlite").path }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// What an error says about this folder; nil for one that is about the ledger.
    func failure(_ error: DatabaseError) -> Failure? {
        switch (error.resultCode, error.extendedResultCode) {
        case (.SQLITE_FULL, _): Failure(error: unusable(.full, "it is full"))
        case (.SQLITE_CANTOPEN, _),
            (_, .SQLITE_IOERR_WRITE), (_, .SQLITE_IOERR_FSYNC), (_, .SQLITE_IOERR_TRUNCATE),
            (_, .SQLITE_IOERR_GETTEMPPATH), (_, .SQLITE_IOERR_DELETE):
            Failure(error: unusable(.unreadable, error.message ?? "\(error.resultCode)"))
        default: nil
        }
    }

    private func unusable(_ kind: LedgerError.Kind, _ reason: String) -> LedgerError {
        LedgerError(
            kind,
            "the ledger could not be verified, and nothing was found wrong with it: the scratch folder"
                + " \(parent.path) cannot be used (\(reason)); free some space there, or name another"
                + " folder with TMPDIR")
    }
}
