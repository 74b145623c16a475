package import Accounting
import GRDB

/// Why the ledger could not do something, and what can be done about it.
package struct LedgerError: AdvisedError, Hashable {
    package enum Kind: String, Sendable {
        /// Another process held the write lock for too long.
        case busy
        /// The file or its folder cannot be opened, or is damaged.
        case unreadable
        /// There is a file, and nothing is left in it.
        case emptied
        /// Of a format that has to be brought up to date first, which a reader does not do.
        case older
        case readOnly
        case full
        /// Written by a later version of this program.
        case newer
        /// A database of another program.
        case foreign
        /// The newest entry lies more than ten minutes in the future of this machine's clock.
        case clockBehind
        /// One row holds what it cannot, or would not take what was to be recorded; others may be well.
        case oneRow
        /// Writing failed in the middle of a commit: whether it holds is not known.
        case commitUnknown
        /// The budget that has to hold a submission was removed, or does not block it any more.
        case budgetMissing
        /// Another file has the name of the ledger that is open.
        case replaced
        /// There is nothing under the name or id that was asked for.
        case notFound
        /// A record of history contradicts what is already there, or the name of a new key is taken.
        case conflict
        /// A record of history without a name that equals one that is there already.
        case repeated
        /// The request itself makes no sense.
        case invalid
    }

    package let kind: Kind
    package let description: String
    package let advice: Advice?

    package init(_ kind: Kind, _ description: String, _ advice: Advice? = nil) {
        self.kind = kind
        self.description = description
        self.advice = advice
    }

    /// True when the ledger itself cannot be used, and nothing could be recorded in it.
    package var isAboutTheFile: Bool {
        switch kind {
        case .busy, .unreadable, .emptied, .older, .readOnly, .full, .newer, .foreign, .clockBehind,
            .oneRow, .commitUnknown, .replaced:
            true
        case .budgetMissing, .notFound, .conflict, .repeated, .invalid: false
        }
    }

    /// True when it concerns one row or one request, and the next may succeed.
    package var isAboutOneThing: Bool { !isAboutTheFile || kind == .oneRow }
}

extension LedgerError {
    static func clockBehind(_ entryAhead: EntryAhead) -> LedgerError {
        LedgerError(
            .clockBehind,
            "\(entryAhead): the day"
                + " that a submission counts in is over or not there yet, so nothing was sent; set the"
                + " clock (timedatectl set-ntp true), or where it is right, and another was ahead, submit"
                + " again after that time")
    }

    /// The format of the file is newer than this program, perhaps only since it was opened.
    static func newer(_ path: String, version: Int) -> LedgerError {
        LedgerError(
            .newer,
            "the ledger \(path) was written by a newer bursar (format \(version), this one reads up to"
                + " \(Schema.currentVersion)); install that version")
    }

    static func emptied(_ path: String) -> LedgerError {
        LedgerError(
            .emptied,
            "the ledger \(path) is empty: what it held is gone, and budgets cannot be kept without"
                + " it (nothing was sent)", .restoreOrBeginAnew)
    }

    static func replaced(_ path: String) -> LedgerError {
        LedgerError(
            .replaced,
            "another file took the place of the ledger \(path) while it was in use, and nothing was"
                + " recorded", .openAgain)
    }

    /// What is written from here on would be lost, and a ledger that is made anew has no budgets.
    static func removed(_ path: String) -> LedgerError {
        LedgerError(
            .unreadable,
            "the ledger \(path) was removed or moved while it was in use, and nothing was recorded; put"
                + " the file back")
    }

    static func budgetMissing(_ name: Name) -> LedgerError {
        LedgerError(
            .budgetMissing,
            "budget '\(name)', without which nothing may be submitted here, was removed or does not"
                + " hold this submission any more; nothing was sent")
    }

    /// SQLite's error about the file at `path`, in words.
    ///
    /// - Parameter isCommitting: the error came from the commit itself.
    init(_ error: DatabaseError, path: String, isCommitting: Bool = false) {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.busy, "the ledger \(path) is busy; nothing was sent, try again")
        case .SQLITE_FULL,
            .SQLITE_IOERR where error.isAboutSpace:
            self.init(.full, "the disk that holds the ledger \(path) is full; free some space")
        case .SQLITE_READONLY:
            self.init(
                .readOnly, "the ledger \(path) is read-only; make the file and its folder writable")
        // A trigger fires only for what another program writes.
        case .SQLITE_CONSTRAINT where error.extendedResultCode != .SQLITE_CONSTRAINT_TRIGGER:
            self.init(
                .oneRow,
                "the ledger \(path) would not take one row: \(error.message ?? "a constraint failed")"
            )
        case .SQLITE_NOTADB:
            self.init(
                .unreadable,
                "\(path) is not a ledger (not an SQLite database)", .nameAnotherLedger)
        // Also when the disk fails to read: SQLite turns that error into this one.
        case .SQLITE_CORRUPT:
            self.init(
                .unreadable, "the ledger \(path) is damaged, or its disk cannot be read",
                .restoreBackup)
        case .SQLITE_CANTOPEN:
            self.init(
                .unreadable, "the ledger \(path) cannot be opened; check that its folder exists")
        case .SQLITE_IOERR where isCommitting:
            self.init(
                .commitUnknown,
                "writing the ledger \(path) failed at the very end"
                    + " (\(error.message ?? "I/O error")), so whether it was recorded is not known;"
                    + " check the disk", .sync)
        case .SQLITE_IOERR:
            self.init(
                .unreadable,
                "reading or writing the ledger \(path) failed (\(error.message ?? "I/O error")),"
                    + " and nothing was recorded; check the disk")
        default:
            self.init(
                .unreadable,
                "the ledger \(path) cannot be used: \(error.message ?? "\(error.resultCode)")")
        }
    }
}

extension DatabaseError {
    /// The file that readers and writers share could not grow, which SQLite does not call full.
    fileprivate var isAboutSpace: Bool {
        resultCode == .SQLITE_FULL || extendedResultCode == .SQLITE_IOERR_SHMSIZE
    }
}
