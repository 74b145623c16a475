import Foundation
import LedgerStore
import Text

/// A folder that gets its name whole and durable, or not at all.
struct StatementFolder: Sendable {
    /// As it was named, without slashes at its end.
    let path: String
    private let temporaryPath: String
    /// How those begin that the same folder had elsewhere and before.
    private let temporaryNames: String

    init(_ path: String) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = path
        let name = FileDigest(of: (path as NSString).lastPathComponent).text.prefix(16)
        temporaryNames = ".bursar-\(name)-"
        temporaryPath =
            UnplacedFile.folder(of: path) + "/" + temporaryNames
            + Hexadecimal.text(UInt64.random(in: .min ... .max), digits: 16)
    }

    /// Nothing has the name; an empty folder is as good as none.
    var isFree: Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return !path.isEmpty && errno == ENOENT }
        guard status.st_mode & S_IFMT == S_IFDIR else { return false }
        return (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty == true
    }

    /// Makes the folder under another name, and those that it is to lie in.
    func make() throws(Failure) {
        let parent = UnplacedFile.folder(of: path)
        do {
            try FileManager.default.createDirectory(
                atPath: parent, withIntermediateDirectories: true)
        } catch {
            throw failure("the folder '\(parent)' cannot be made")
        }
        guard mkdir(temporaryPath, 0o777) == 0 else { throw failure(errno) }
    }

    /// Writes a file, durably.
    func write(_ name: String, _ body: ((String) throws -> Void) throws -> Void) throws {
        let file = temporaryPath + "/" + name
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        try body { text in
            guard Descriptor.write(text, to: descriptor) else { throw failure(errno) }
        }
        guard fsync(descriptor) == 0 else { throw failure(errno) }
    }

    /// Gives the folder its name. What has the name and is no empty folder stays; what a process left that
    /// was killed is taken away.
    func place() throws(Failure) {
        do throws(UnplacedFile.Fault) {
            try UnplacedFile.syncFolder(of: temporaryPath + "/x")
            guard rename(temporaryPath, path) == 0 else { throw UnplacedFile.Fault(code: errno) }
            try UnplacedFile.syncFolder(of: path)
        } catch {
            throw failure(error.code)
        }
        let parent = UnplacedFile.folder(of: path)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for name in names where name.hasPrefix(temporaryNames) {
            try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
        }
    }

    /// Takes away what has no name yet.
    func discard() { try? FileManager.default.removeItem(atPath: temporaryPath) }

    private func failure(_ code: Int32) -> Failure { failure(String(cString: strerror(code))) }

    private func failure(_ reason: String) -> Failure {
        Failure(.failed, "cannot write the folder '\(path)': \(reason)")
    }
}
