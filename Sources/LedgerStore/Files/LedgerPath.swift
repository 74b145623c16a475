import Foundation

/// What stands under the name of a ledger, before anything is opened.
package enum LedgerPresence: Sendable {
    /// Nothing: a ledger can be made there.
    case absent
    /// A file of 0 bytes. None is made that way: it held a ledger, or nothing yet.
    case empty
    case there
}

extension Ledger {
    /// Looks at the name alone, and opens nothing.
    ///
    /// - Throws: ``LedgerError`` of kind `unreadable` where the name cannot be looked up.
    package static func presence(at path: String) throws(LedgerError) -> LedgerPresence {
        var status = stat()
        if stat(path, &status) == 0 {
            return status.st_mode & S_IFMT == S_IFREG && status.st_size == 0 ? .empty : .there
        }
        guard errno == ENOENT else { throw LedgerPath.unreachable(path, errno) }
        return .absent
    }
}

/// Names of ledgers: two names of one file must meet at one lock.
enum LedgerPath {
    /// The name without symbolic links, also of a file that is yet to be made.
    static func resolved(_ path: String) -> String {
        if let real = real(path) { return real }
        var path = path
        // As deep as Linux follows them.
        for _ in 0..<40 {
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
            else { break }
            path =
                target.hasPrefix("/") ? target : UnplacedFile.folder(of: path) + "/" + target
        }
        guard let folder = real(UnplacedFile.folder(of: path)) else { return path }
        return (folder as NSString).appendingPathComponent((path as NSString).lastPathComponent)
    }

    private static func real(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// Makes the folders that are missing, for their owner alone.
    static func makeFolder(of path: String) throws(LedgerError) {
        let folder = UnplacedFile.folder(of: path)
        guard mkdir(folder, 0o700) != 0 else { return sync(folder) }
        var code = errno
        if code == ENOENT, folder != "/", folder != "." {
            try makeFolder(of: folder)
            if mkdir(folder, 0o700) == 0 { return sync(folder) }
            code = errno
        }
        // Any other error comes again when the file is opened, with more detail.
        var status = stat()
        guard code != EEXIST, stat(folder, &status) != 0 else { return }
        if code == EACCES, let closed = closedFolder(on: folder) {
            throw closedOff(path, closed)
        }
        let kind: LedgerError.Kind =
            code == ENOSPC ? .full : code == EROFS ? .readOnly : .unreadable
        throw LedgerError(
            kind, "the ledger's folder \(folder) cannot be made: \(String(cString: strerror(code)))"
        )
    }

    /// Makes the folder durable: a power cut that removes it would remove the ledger too.
    private static func sync(_ folder: String) { try? UnplacedFile.syncFolder(of: folder) }

    static func unreachable(_ path: String, _ code: Int32) -> LedgerError {
        if code == EACCES, let closed = closedFolder(on: path) { return closedOff(path, closed) }
        return LedgerError(
            .unreadable, "the ledger \(path) cannot be reached: \(String(cString: strerror(code)))")
    }

    private static func closedOff(_ path: String, _ folder: String) -> LedgerError {
        LedgerError(
            .unreadable,
            "the ledger \(path) cannot be reached: this user may not enter the folder \(folder)"
                + " (permission denied); use a ledger of your own, or ask who owns that folder")
    }

    /// The first folder on the way to a path that this process may not enter.
    private static func closedFolder(on path: String) -> String? {
        var folder = path.hasPrefix("/") ? "/" : "."
        for part in path.split(separator: "/") {
            if access(folder, X_OK) != 0, errno == EACCES { return folder }
            folder = (folder as NSString).appendingPathComponent(String(part))
        }
        return nil
    }
}
