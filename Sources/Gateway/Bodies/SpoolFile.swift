import NIOCore
import NIOPosix
import Text

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file without a name that only this process can open; its space is free when it is dropped.
///
/// All of its calls are made by the threads of a pool of NIO's, because a disk can make them wait.
/// One task at a time writes it.
final class SpoolFile: Sendable {
    private let descriptor: Int32
    private let folder: String
    private let pool: NIOThreadPool

    private init(descriptor: Int32, folder: String, pool: NIOThreadPool) {
        self.descriptor = descriptor
        self.folder = folder
        self.pool = pool
    }

    deinit {
        let descriptor = descriptor
        pool.submit { _ in close(descriptor) }
    }

    /// - Throws: ``BodyError/storage(errorNumber:folder:)``, as all calls do.
    static func make(in folder: String, pool: NIOThreadPool) async throws -> SpoolFile {
        try await pool.runIfActive {
            let descriptor = try withoutName(in: folder)
            return SpoolFile(descriptor: descriptor, folder: folder, pool: pool)
        }
    }

    /// The same on the calling thread, which the disk can make wait.
    static func makeNow(in folder: String, pool: NIOThreadPool = .singleton) throws -> SpoolFile {
        SpoolFile(descriptor: try withoutName(in: folder), folder: folder, pool: pool)
    }

    /// Puts the bytes behind those that are there.
    func append(_ bytes: ByteBuffer) async throws {
        try await pool.runIfActive { try self.appendNow(bytes) }
    }

    /// The same on the calling thread, which the disk can make wait.
    func appendNow(_ bytes: ByteBuffer) throws {
        try bytes.withUnsafeReadableBytes { bytes in
            var rest = bytes
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = write(descriptor, start, rest.count)
                if count < 0, errno != EINTR { throw SpoolFile.fault(folder) }
                rest = UnsafeRawBufferPointer(rebasing: rest[max(0, count)...])
            }
        }
    }

    /// So many bytes from an offset on, which have been written.
    func bytes(from start: Int = 0, count: Int) async throws -> [UInt8] {
        let (descriptor, folder) = (descriptor, folder)
        return try await pool.runIfActive {
            try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                while filled < count {
                    let rest = UnsafeMutableBufferPointer(rebasing: buffer[filled...])
                    let read = pread(
                        descriptor, rest.baseAddress, rest.count, off_t(start + filled))
                    if read == 0 { errno = EIO }
                    if read == 0 || (read < 0 && errno != EINTR) { throw SpoolFile.fault(folder) }
                    filled += max(0, read)
                }
            }
        }
    }

    /// Between making and unlinking, a process that is killed leaves an empty file.
    private static func withoutName(in folder: String) throws -> Int32 {
        let name = Hexadecimal.text(UInt64.random(in: .min ... .max), digits: 16)
        let path = "\(folder)/bursar-body-\(name)"
        let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let descriptor = open(path, flags, 0o600)
        guard descriptor >= 0, unlink(path) == 0 else {
            let error = fault(folder)
            if descriptor >= 0 { close(descriptor) }
            throw error
        }
        return descriptor
    }

    private static func fault(_ folder: String) -> BodyError {
        .storage(errorNumber: errno, folder: folder)
    }
}
