import Foundation

/// A descriptor of the lock file that one holder at a time uses, and the next one may use again.
///
/// An `flock` belongs to what `open` returned. Were it shared, a wait that ended late would give back
/// the lock of the next holder.
///
/// A waiter takes a turn first: a lock on the first byte of the same file, held until the file itself
/// is locked. The kernel wakes the waiters of an `flock` and lets them race with later callers, and the
/// last holder is always the first of those: without turns it would get the lock each time. While a
/// turn is taken, every later caller waits for the next one.
final class LockClaim: Sendable {
    private let descriptor: Int32
    private let identity: FileIdentity?

    init(path: String) throws(LedgerError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw LockClaim.error(path, "cannot be opened", errno) }
        identity = FileIdentity(descriptor: descriptor)
    }

    deinit { close(descriptor) }

    /// Whether the name still stands for the file that was opened: another one may have been put there, and
    /// would be locked by others.
    func isOfFile(at path: String) -> Bool {
        identity != nil && FileIdentity(path: path) == identity
    }

    /// Locks at once, unless another holds the lock or waits for it.
    func tryLock() -> Bool { !isAnotherWaiting && flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    /// Waits for its turn.
    func takeTurn() { lockTurn(LockClaim.setWaiting, F_WRLCK) }

    /// Ends its turn: the next waiter's begins.
    func endTurn() { lockTurn(LockClaim.set, F_UNLCK) }

    /// Waits for the lock: zero once it is held, else the error's number.
    func lock() -> Int32 {
        while flock(descriptor, LOCK_EX) != 0 {
            if errno != EINTR { return errno }
        }
        return 0
    }

    /// Unlocks by name: a child that is being started may still have the descriptor.
    func unlock() { flock(descriptor, LOCK_UN) }

    /// Whether a turn is taken.
    var isAnotherWaiting: Bool {
        var range = LockClaim.turn(F_WRLCK)
        return fcntl(descriptor, LockClaim.get, &range) == 0 && range.l_type != Int16(F_UNLCK)
    }

    /// A file system that has no such locks has no turns either: what waits there waits in the kernel.
    private func lockTurn(_ command: Int32, _ type: Int32) {
        var range = LockClaim.turn(type)
        while fcntl(descriptor, command, &range) != 0, errno == EINTR {}
    }

    private static func turn(_ type: Int32) -> flock {
        var range = flock()
        range.l_type = Int16(type)
        range.l_whence = Int16(SEEK_SET)
        range.l_len = 1
        return range
    }

    // F_OFD_GETLK, F_OFD_SETLK and F_OFD_SETLKW of Linux, which Swift does not import: locks of bytes that
    // belong to what `open` returned, as an `flock` does.
    private static let get: Int32 = 36
    private static let set: Int32 = 37
    private static let setWaiting: Int32 = 38

    static func error(_ path: String, _ what: String, _ code: Int32) -> LedgerError {
        let kind: LedgerError.Kind =
            switch code {
            case EROFS, EACCES, EPERM: .readOnly
            case ENOSPC, EDQUOT: .full
            default: .unreadable
            }
        return LedgerError(
            kind, "the ledger's lock file \(path) \(what): \(String(cString: strerror(code)))")
    }
}
