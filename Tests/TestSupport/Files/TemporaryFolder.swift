package import Foundation

/// A folder of its own for one test, gone when the test is.
package final class TemporaryFolder: Sendable {
    package let url: URL

    /// - Parameter parent: for what is tried thousands of times and outlives no power cut, ``memory``.
    package init(in parent: URL = FileManager.default.temporaryDirectory) throws {
        url = parent.appendingPathComponent(
            "bursar-test-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    /// A disk in memory, where the machine has one: there a commit waits for no disk.
    package static let memory: URL = {
        let shared = "/dev/shm"
        let isThere = access(shared, W_OK | X_OK) == 0
        return isThere
            ? URL(fileURLWithPath: shared, isDirectory: true)
            : FileManager.default.temporaryDirectory
    }()

    deinit { try? FileManager.default.removeItem(at: url) }

    package func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Writes a file and returns its path.
    package func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: url.appendingPathComponent(name))
        return path(name)
    }
}
