import Foundation

/// A file that appears whole or not at all. What is no file (a pipe, a device) is written as it is.
enum OutputFile {
    static func write(_ text: String, to path: String) throws(Failure) {
        // A link stays a link: what it leads to is written.
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
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
        let partial = "\(path).partial-\(getpid())"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(path, errno) }
        if let mode { fchmod(descriptor, mode) }
        let isWritten = Descriptor.write(text, to: descriptor) && fsync(descriptor) == 0
        let reason = errno
        close(descriptor)
        guard isWritten, rename(partial, path) == 0 else {
            let reason = isWritten ? errno : reason
            unlink(partial)
            throw failure(path, reason)
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
