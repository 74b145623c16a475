import Accounting
import Foundation

/// Names beside a ledger for what had its name before: nothing that may hold accounts is deleted.
///
/// To be used under the lock, while no process has the file open.
struct SetAside {
    private let path: String
    /// Such as `ledger.sqlite.old-20261129T104500Z`.
    let name: String

    /// - Throws: ``LedgerError`` when a hundred of them were made within a second.
    init(_ path: String, at instant: Instant) throws(LedgerError) {
        self.path = path
        let second = instant.description.prefix(19).filter { $0 != "-" && $0 != ":" }
        let first = "\(path).old-\(second)Z"
        let names = [first] + (2...99).map { "\(first)-\($0)" }
        guard let name = names.first(where: { SetAside.isFree($0) }) else {
            throw LedgerError(.unreadable, "there are too many files like \(first); remove some")
        }
        self.name = name
    }

    private static let logSuffixes = ["-wal", "-shm", "-journal"]

    private static func isFree(_ name: String) -> Bool {
        var status = stat()
        return ([""] + logSuffixes).allSatisfy { lstat(name + $0, &status) != 0 }
    }

    /// Gives the file a second name. It keeps the first until another file gets that.
    func link() throws(LedgerError) {
        if Foundation.link(path, name) != 0 { throw error() }
    }

    /// Moves what SQLite keeps beside the file. Files without anything in them are removed.
    func moveLogs() throws(LedgerError) {
        for suffix in SetAside.logSuffixes {
            var status = stat()
            guard lstat(path + suffix, &status) == 0 else { continue }
            // The shared memory is made anew from the log.
            let isWorthless = status.st_size == 0 || suffix == "-shm"
            let isMoved =
                isWorthless
                ? unlink(path + suffix) == 0 : rename(path + suffix, name + suffix) == 0
            if !isMoved { throw error() }
        }
    }

    /// Takes the second name back, and what was moved.
    func undo() {
        for suffix in SetAside.logSuffixes { rename(name + suffix, path + suffix) }
        unlink(name)
    }

    private func error() -> LedgerError {
        LedgerError(
            .unreadable,
            "what is beside the ledger \(path) cannot be kept as \(name):"
                + " \(String(cString: strerror(errno)))")
    }
}
