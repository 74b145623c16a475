import Foundation

/// A file of history or standard input, to be read from its start more than once.
///
/// What is no regular file is copied to a temporary one first: an import holds the ledger while it
/// reads, and must not wait for a pipe meanwhile.
final class HistoryFile {
    /// For messages.
    let name: String
    private let stream: UnsafeMutablePointer<FILE>
    private var buffer: UnsafeMutablePointer<CChar>?
    private var capacity = 0
    /// Where the first byte is: of standard input others may have read a part.
    private let start: off_t

    private static let pieceBytes = 1 << 16

    /// - Parameter file: a path, or `-` for standard input.
    init(file: String) throws(Failure) {
        name = file == "-" ? "standard input" : file
        var status = stat()
        guard (file == "-" ? fstat(STDIN_FILENO, &status) : stat(file, &status)) == 0,
            let opened = file == "-" ? fdopen(STDIN_FILENO, "r") : fopen(file, "r")
        else { throw HistoryFile.unreadable(name) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw Failure(.failed, "\(name) is a folder, not a file")
        case S_IFREG: stream = opened
        default: stream = try HistoryFile.spooled(opened, name: name)
        }
        start = ftello(stream)
    }

    deinit {
        free(buffer)
        fclose(stream)
    }

    /// Begins again with the first byte.
    func rewind() throws(Failure) {
        guard fseeko(stream, start, SEEK_SET) == 0 else { throw HistoryFile.unreadable(name) }
    }

    /// The bytes up to the next line end, with it; nil after the last. They are valid until the next call.
    func line() throws(Failure) -> UnsafeRawBufferPointer? {
        let length = getline(&buffer, &capacity, stream)
        guard length >= 0, let buffer else {
            guard ferror(stream) == 0 else { throw HistoryFile.unreadable(name) }
            return nil
        }
        return UnsafeRawBufferPointer(start: buffer, count: length)
    }

    /// The next bytes, 64 KiB at the most; none at the end.
    func piece() throws(Failure) -> [UInt8] {
        var isBroken = false
        let bytes = [UInt8](unsafeUninitializedCapacity: HistoryFile.pieceBytes) { room, count in
            count = fread(room.baseAddress, 1, room.count, stream)
            isBroken = count == 0 && ferror(stream) != 0
        }
        guard !isBroken else { throw HistoryFile.unreadable(name) }
        return bytes
    }

    /// Everything that a stream gives, in a file that goes when it is closed.
    private static func spooled(_ source: UnsafeMutablePointer<FILE>, name: String)
        throws(Failure) -> UnsafeMutablePointer<FILE>
    {
        defer { fclose(source) }
        guard let spool = tmpfile() else { throw unreadable(name) }
        var chunk = [UInt8](repeating: 0, count: pieceBytes)
        while true {
            let count = fread(&chunk, 1, chunk.count, source)
            guard fwrite(chunk, 1, count, spool) == count else {
                let reason = String(cString: strerror(errno))
                fclose(spool)
                throw Failure(.failed, "\(name) cannot be kept for reading: \(reason)")
            }
            if count < chunk.count { break }
        }
        guard ferror(source) == 0, fflush(spool) == 0 else {
            fclose(spool)
            throw unreadable(name)
        }
        fseeko(spool, 0, SEEK_SET)
        return spool
    }

    private static func unreadable(_ name: String) -> Failure {
        Failure(.failed, "\(name) cannot be read: \(String(cString: strerror(errno)))")
    }
}
