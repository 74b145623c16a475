package import Accounting
import Foundation
import GRDB
import Text

/// Where a ledger lies, and its permissions: what its accounts do not say.
///
/// It looks at names alone and opens nothing, so it holds also for a ledger that is yet to be made.
/// Modes are the twelve permission bits, such as `0o600`.
package struct LedgerFileFacts: Sendable {
    /// The ledger without symbolic links, once it is there.
    package let path: String
    /// Its folder; where that is yet to be made, the nearest one above.
    package let folder: String
    /// Nil when the ledger's own folder is yet to be made.
    package let folderMode: Int?
    /// The ledger and the files that belong to it, as far as they are there.
    package let files: [(name: String, mode: Int)]
    /// The owner of the ledger, and the user of this process. The first is nil before it is there.
    package let owner: UInt32?
    package let user: UInt32
    /// Whether a file can be made in the folder.
    package let isFolderWritable: Bool
    /// The kind of file system, as the kernel's table of mounts has it: `ext4`, `nfs4`, `fuse.sshfs`.
    package let fileSystem: String?
    /// What is free on the disk for others than root.
    package let freeBytes: Int64?

    package init(of path: String) {
        let real = realpath(path, nil).map { name in
            defer { free(name) }
            return String(cString: name)
        }
        self.path = real ?? path
        let own = LedgerFileFacts.parent(of: self.path)
        var folder = own
        while LedgerFileFacts.status(of: folder) == nil, folder != "/", folder != "." {
            folder = LedgerFileFacts.parent(of: folder)
        }
        self.folder = folder
        folderMode = LedgerFileFacts.status(of: own).map(LedgerFileFacts.mode)
        files = ["", "-wal", "-shm", ".lock"].compactMap { suffix in
            let name = (real ?? path) + suffix
            return LedgerFileFacts.status(of: name).map { (name, LedgerFileFacts.mode($0)) }
        }
        owner = LedgerFileFacts.status(of: self.path)?.st_uid
        user = geteuid()
        isFolderWritable = access(folder, W_OK | X_OK) == 0
        fileSystem = MountTable.ofThisProcess?.fileSystem(of: folder)
        var space = statvfs()
        let hasSpace = statvfs(folder, &space) == 0
        freeBytes =
            hasSpace ? Int64(clamping: Int128(space.f_bavail) * Int128(space.f_frsize)) : nil
    }

    private static func parent(of path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    private static func status(of path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    private static func mode(_ status: stat) -> Int { Int(status.st_mode & 0o7777) }
}

/// The mounts of this process, from `/proc/self/mountinfo`: see proc_pid_mountinfo(5).
///
/// Swift's Glibc has no statfs(2), and its numbers are the same for ext4 and ext2, and for all FUSE systems.
struct MountTable {
    private let fileSystems: [String: String]

    static var ofThisProcess: MountTable? {
        FileManager.default.contents(atPath: "/proc/self/mountinfo").map {
            MountTable(String(decoding: $0, as: UTF8.self))
        }
    }

    /// Lines such as `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw`.
    init(_ text: String) {
        let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
            let words = line.split(separator: " ").map(String.init)
            guard let id = words.first, let dash = words.firstIndex(of: "-"),
                dash + 1 < words.count
            else { return nil }
            return (id, words[dash + 1])
        }
        fileSystems = Dictionary(pairs) { $1 }
    }

    func fileSystem(ofMount id: String) -> String? { fileSystems[id] }

    /// By the number of the mount that a folder is on: names can be mounted over.
    func fileSystem(of folder: String) -> String? {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let facts = FileManager.default.contents(atPath: "/proc/self/fdinfo/\(descriptor)")
        let lines = String(decoding: facts ?? Data(), as: UTF8.self).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix("mnt_id:") }) else { return nil }
        return fileSystem(ofMount: line.dropFirst(7).trimmed)
    }
}

extension Ledger {
    /// The version of SQLite in this program, such as `3.46.1`.
    package static var sqliteVersion: String { Database.libraryVersion }

    /// `PRAGMA synchronous` of a connection that writes, opened as every writer is: 2 is FULL.
    ///
    /// Nil of a file that nothing was written to since it was copied here: to open it so would change it.
    ///
    /// - Throws: ``LedgerError`` of kind `busy` when another process keeps the ledger that long.
    package func synchronous(lockTimeoutSeconds: Int) async throws -> Int? {
        let mode = try file.read { database in
            try database.firstRow("PRAGMA journal_mode") { try $0.text() }
        }
        guard mode == "wal" else { return nil }
        let file = LedgerFile(file, lockTimeoutSeconds: lockTimeoutSeconds)
        return try await file.settings()["synchronous"].flatMap(Int.init)
    }

    /// Every model and mode that a submission asked for, also those that were refused.
    package func usedModels() throws -> [(model: Name, mode: Mode?)] {
        try file.read { database in
            try database.rows("SELECT DISTINCT model, mode FROM rollup ORDER BY model, mode") {
                // An absent mode is an empty text there.
                (try $0.name(), Mode(rawValue: try $0.text()))
            }
        }
    }
}
