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
    /// As it was when it was opened: it is read twice, checked first and then taken in.
    private let version: FileVersion

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
        version = FileVersion(of: stream)
    }

    deinit {
        free(buffer)
        fclose(stream)
    }

    /// Begins again with the first byte.
    func rewind() throws(Failure) {
        guard fseeko(stream, start, SEEK_SET) == 0 else { throw HistoryFile.unreadable(name) }
        try requireUnchanged()
    }

    /// - Throws: where another program has written it since it was opened.
    private func requireUnchanged() throws(Failure) {
        guard FileVersion(of: stream) != version else { return }
        throw Failure(
            .failed,
            "\(name) was changed while it was read; nothing was imported, import it again when nothing"
                + " writes it")
    }

    /// The bytes up to the next line end, with it; nil after the last. They are valid until the next call.
    func line() throws(Failure) -> UnsafeRawBufferPointer? {
        let length = getline(&buffer, &capacity, stream)
        guard length >= 0, let buffer else {
            // It also ends so where there is no memory for a line.
            guard feof(stream) != 0, ferror(stream) == 0 else {
                throw HistoryFile.unreadable(name)
            }
            try requireUnchanged()
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
        if bytes.isEmpty { try requireUnchanged() }
        return bytes
    }

    /// Everything that a stream gives, in a file that goes when it is closed.
    private static func spooled(_ source: UnsafeMutablePointer<FILE>, name: String)
        throws(Failure) -> UnsafeMutablePointer<FILE>
    {
        defer { fclose(source) }
        let folder = FileManager.default.temporaryDirectory.path
        func unkept() -> Failure {
            Failure(
                .failed,
                "\(name) cannot be kept in \(folder) while it is read:"
                    + " \(String(cString: strerror(errno))); set TMPDIR to a folder with more room, or"
                    + " import a file")
        }
        guard let spool = temporary(in: folder) else { throw unkept() }
        var chunk = [UInt8](repeating: 0, count: pieceBytes)
        while true {
            let count = fread(&chunk, 1, chunk.count, source)
            guard fwrite(chunk, 1, count, spool) == count else {
                let failure = unkept()
                fclose(spool)
                throw failure
            }
            if count < chunk.count { break }
        }
        guard ferror(source) == 0 else {
            let failure = unreadable(name)
            fclose(spool)
            throw failure
        }
        guard fflush(spool) == 0 else {
            let failure = unkept()
            fclose(spool)
            throw failure
        }
        fseeko(spool, 0, SEEK_SET)
        return spool
    }

    /// A file without a name.
    private static func temporary(in folder: String) -> UnsafeMutablePointer<FILE>? {
        var path = Array("\(folder)/bursar-import-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else { return nil }
        unlink(path)
        guard let stream = fdopen(descriptor, "w+") else {
            close(descriptor)
            return nil
        }
        return stream
    }

    private static func unreadable(_ name: String) -> Failure {
        Failure(.failed, "\(name) cannot be read: \(String(cString: strerror(errno)))")
    }
}
