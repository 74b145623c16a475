import Foundation

/// A lock on a file that somebody else holds, until it is released.
package final class HeldLock: Sendable {
    private let descriptor: Int32

    /// Takes it without waiting: nobody may have it.
    package init(_ path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    package func release() { flock(descriptor, LOCK_UN) }

    deinit { close(descriptor) }
}
