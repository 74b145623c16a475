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
        try mount(kilobytes: kilobytes, flags: 0)
    }

    deinit { umount2(folder.url.path, Int32(MNT_DETACH)) }

    package func path(_ name: String) -> String { folder.path(name) }

    package func resize(kilobytes: Int) throws {
        try mount(kilobytes: kilobytes, flags: UInt(MS_REMOUNT))
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

    private func mount(kilobytes: Int, flags: UInt) throws {
        guard Glibc.mount("tmpfs", folder.url.path, "tmpfs", flags, "size=\(kilobytes)k") == 0
        else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }
}
