import Foundation
import LedgerStore

/// A file that appears whole and durable, or not at all. What is no file (a pipe, a device) is written
/// as it is.
enum OutputFile {
    static func write(_ text: String, to path: String) throws(Failure) {
        // A link stays a link: what it leads to is written. Foundation expands a leading ~ to the home
        // in the user database, whatever HOME is; a shell that leaves it means the name itself.
        let literal = path.hasPrefix("~") ? "./\(path)" : path
        let target = URL(fileURLWithPath: literal).resolvingSymlinksInPath().path
        var status = stat()
        let exists = stat(path, &status) == 0
        guard !path.isEmpty else { throw failure(path, ENOENT) }
        if exists, status.st_mode & S_IFMT != S_IFREG {
            try writeThrough(text, to: path)
        } else {
            try replace(target, with: text, mode: exists ? status.st_mode & 0o777 : nil)
        }
    }

    /// Writes beside it, makes that durable, and puts it in the place of what was there.
    private static func replace(_ path: String, with text: String, mode: mode_t?) throws(Failure) {
        do {
            let file = try UnplacedFile(for: path, mode: 0o666)
            defer { file.discard() }
            try write(text, to: file, mode: mode)
            try file.place(.replacing)
        } catch {
            throw failure(path, error.code)
        }
    }

    private static func write(_ text: String, to file: UnplacedFile, mode: mode_t?)
        throws(UnplacedFile.Fault)
    {
        let descriptor = open(file.temporaryPath, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw UnplacedFile.Fault(code: errno) }
        defer { close(descriptor) }
        if let mode { fchmod(descriptor, mode) }
        guard Descriptor.write(text, to: descriptor) else {
            throw UnplacedFile.Fault(code: errno)
        }
    }

    private static func writeThrough(_ text: String, to path: String) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, errno) }
        defer { close(descriptor) }
        guard Descriptor.write(text, to: descriptor) else { throw failure(path, errno) }
    }

    private static func failure(_ path: String, _ reason: Int32) -> Failure {
        Failure(.failed, "cannot write '\(path)': \(String(cString: strerror(reason)))")
    }
}
