import Foundation
import LedgerStore

/// A file that appears whole and durable, or not at all. What is no file (a pipe, a device) is written
/// as it is.
enum OutputFile {
    static func write(_ text: String, to path: String) throws {
        try write(to: path) { try $0(text) }
    }

    /// The same in parts, as `body` hands them over. When it throws, what was there stays.
    static func write(to path: String, _ body: ((String) throws -> Void) throws -> Void) throws {
        // A link stays a link: what it leads to is written. Foundation expands a leading ~ to the home
        // in the user database, whatever HOME is; a shell that leaves it means the name itself.
        let literal = path.hasPrefix("~") ? "./\(path)" : path
        let target = URL(fileURLWithPath: literal).resolvingSymlinksInPath().path
        var status = stat()
        let exists = stat(path, &status) == 0
        guard !path.isEmpty else { throw failure(path, ENOENT) }
        if exists, status.st_mode & S_IFMT != S_IFREG {
            try writeThrough(to: path, body)
        } else {
            try replace(target, mode: exists ? status.st_mode & 0o777 : nil, body)
        }
    }

    /// Writes beside it, makes that durable, and puts it in the place of what was there.
    private static func replace(
        _ path: String, mode: mode_t?, _ body: ((String) throws -> Void) throws -> Void
    ) throws {
        do {
            let file = try UnplacedFile(for: path, mode: 0o666)
            defer { file.discard() }
            let descriptor = open(file.temporaryPath, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw UnplacedFile.Fault(code: errno) }
            defer { close(descriptor) }
            if let mode { fchmod(descriptor, mode) }
            try body { try write($0, to: descriptor, of: path) }
            try file.place(.replacing)
        } catch let error as UnplacedFile.Fault {
            throw failure(path, error.code)
        }
    }

    private static func writeThrough(
        to path: String, _ body: ((String) throws -> Void) throws -> Void
    ) throws {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, errno) }
        defer { close(descriptor) }
        try body { try write($0, to: descriptor, of: path) }
    }

    private static func write(_ text: String, to descriptor: Int32, of path: String) throws {
        guard Descriptor.write(text, to: descriptor) else { throw failure(path, errno) }
    }

    private static func failure(_ path: String, _ reason: Int32) -> Failure {
        Failure(.failed, "cannot write '\(path)': \(String(cString: strerror(reason)))")
    }
}
