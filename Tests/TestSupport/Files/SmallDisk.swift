import Foundation

/// A disk in memory that is quickly full. Only root can make one.
package final class SmallDisk: Sendable {
    private let folder: TemporaryFolder

    package static let canBeMade: Bool = {
        guard geteuid() == 0 else { return false }
        // In a container root may not mount all the same.
        return (try? SmallDisk(kilobytes: 64)) != nil
    }()

    package init(kilobytes: Int) throws {
        folder = try TemporaryFolder()
        try SmallDisk.run(
            "mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.url.path])
    }

    deinit { try? SmallDisk.run("umount", ["-l", folder.url.path]) }

    package func path(_ name: String) -> String { folder.path(name) }

    package func resize(kilobytes: Int) throws {
        try SmallDisk.run("mount", ["-o", "remount,size=\(kilobytes)k", folder.url.path])
    }

    /// Fills it with a file, but for so much.
    package func fill(leavingKilobytes free: Int) throws {
        var status = statvfs()
        guard statvfs(folder.url.path, &status) == 0 else { return }
        let bytes = Int(status.f_bavail) * Int(status.f_frsize) - free * 1024
        try Data(count: max(0, bytes)).write(to: folder.url.appendingPathComponent("filler"))
    }

    /// Takes away what ``fill(leavingKilobytes:)`` put there.
    package func empty() throws {
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("filler"))
    }

    private static func run(_ name: String, _ arguments: [String]) throws {
        guard let path = Tool.path(name) else { throw CocoaError(.fileNoSuchFile) }
        let result = try Program(path: path, environment: [:]).run(arguments)
        guard result.status == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
