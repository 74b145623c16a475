import Foundation
import Text

/// A file that is written beside its name, and gets the name whole and durable, or not at all.
///
/// Its temporary name is in the same folder, is its own, and is short, however long the name is. A signal that
/// ends the program takes it away.
///
///     let file = try UnplacedFile(for: path, mode: 0o600)
///     … write file.temporaryPath, and close it …
///     try file.place(.asNew)
package struct UnplacedFile: Sendable {
    package enum Placing: Sendable {
        /// What is there already is left alone, and is an error: `EEXIST`.
        case asNew
        /// What is there already is gone afterwards.
        case replacing
    }

    /// Why the system refused, as `errno` has it.
    package struct Fault: Error, Hashable, CustomStringConvertible {
        package let code: Int32

        package init(code: Int32) { self.code = code }

        package var description: String { String(cString: strerror(code)) }
    }

    package let path: String
    package let temporaryPath: String
    private let watch: EndingSignals.Watch

    /// Makes an empty file under the temporary name.
    ///
    /// - Parameter mode: less what the umask takes away.
    package init(for path: String, mode: Int) throws(Fault) {
        self.path = path
        let name = ".bursar-" + Hexadecimal.text(UInt64.random(in: .min ... .max), digits: 16)
        temporaryPath = UnplacedFile.folder(of: path) + "/" + name
        let names = UnplacedFile.suffixes.map { [temporaryPath] in temporaryPath + $0 }
        watch = EndingSignals.Watch(names)
        let descriptor = open(temporaryPath, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
        guard descriptor >= 0 else { throw Fault(code: errno) }
        close(descriptor)
    }

    /// Gives the file its name. When this returns, a power cut takes neither name nor content.
    package func place(_ placing: Placing) throws(Fault) {
        try UnplacedFile.sync(temporaryPath)
        switch placing {
        case .replacing: try move()
        case .asNew: try link()
        }
        try UnplacedFile.syncFolder(of: path)
    }

    /// Takes away the temporary name, and what SQLite may have put beside it.
    package func discard() {
        for suffix in UnplacedFile.suffixes { unlink(temporaryPath + suffix) }
    }

    /// Of the names that SQLite uses.
    private static let suffixes = ["", "-journal", "-wal", "-shm"]

    private func move() throws(Fault) {
        guard rename(temporaryPath, path) == 0 else { throw Fault(code: errno) }
    }

    private func link() throws(Fault) {
        if Foundation.link(temporaryPath, path) == 0 {
            unlink(temporaryPath)
            return
        }
        let code = errno
        // Some file systems have no second names; there an empty file takes the name first.
        guard [EPERM, ENOSYS, EOPNOTSUPP, EMLINK].contains(code) else { throw Fault(code: code) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Fault(code: errno) }
        close(descriptor)
        try move()
    }
}

extension UnplacedFile {
    /// The folder of a path; `.` for a bare name.
    package static func folder(of path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    private static func sync(_ path: String) throws(Fault) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault(code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Fault(code: errno) }
    }

    /// Makes the names in a path's folder durable.
    package static func syncFolder(of path: String) throws(Fault) {
        let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            // A folder that one may write in and not read: all disks are asked instead.
            Foundation.sync()
            return
        }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            // Some network file systems cannot be asked for this.
            if [EINVAL, EOPNOTSUPP, ENOSYS].contains(errno) { return }
            throw Fault(code: errno)
        }
    }
}
