import Foundation

/// The lines of a file or of standard input, one at a time.
///
/// What is no regular file is copied to a temporary one first: an import holds the ledger while it
/// reads, and must not wait for a pipe meanwhile.
final class LineSource {
    private let stream: UnsafeMutablePointer<FILE>
    private let name: String
    private var buffer: UnsafeMutablePointer<CChar>?
    private var capacity = 0
    /// Where the first line begins: of standard input others may have read a part.
    private let start: off_t
    /// Of the line that was read last, the first being 1.
    private(set) var number = 0

    /// - Parameter file: a path, or `-` for standard input.
    init(file: String) throws(Failure) {
        name = file == "-" ? "standard input" : file
        var status = stat()
        guard (file == "-" ? fstat(STDIN_FILENO, &status) : stat(file, &status)) == 0,
            let opened = file == "-" ? fdopen(STDIN_FILENO, "r") : fopen(file, "r")
        else { throw LineSource.unreadable(name) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw Failure(.failed, "\(name) is a folder, not a file")
        case S_IFREG: stream = opened
        default: stream = try LineSource.spooled(opened, name: name)
        }
        start = ftello(stream)
    }

    deinit {
        free(buffer)
        fclose(stream)
    }

    /// Begins again with the first line.
    func rewind() throws(Failure) {
        guard fseeko(stream, start, SEEK_SET) == 0 else { throw LineSource.unreadable(name) }
        number = 0
    }

    /// The next line without its end, or nil after the last.
    func next() throws(Failure) -> String? {
        let length = getline(&buffer, &capacity, stream)
        guard length >= 0, let buffer else {
            guard ferror(stream) == 0 else { throw LineSource.unreadable(name) }
            return nil
        }
        number += 1
        var bytes = UnsafeRawBufferPointer(start: buffer, count: length)[...]
        // Some programs begin a text with a mark of its byte order.
        if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes = bytes.dropLast() }
        guard let line = String(validating: bytes, as: UTF8.self) else {
            throw Failure(
                .failed, "\(name), line \(number): it is not UTF-8 text; nothing was imported")
        }
        return line
    }

    /// Everything that a stream gives, in a file that goes when it is closed.
    private static func spooled(_ source: UnsafeMutablePointer<FILE>, name: String)
        throws(Failure) -> UnsafeMutablePointer<FILE>
    {
        defer { fclose(source) }
        guard let spool = tmpfile() else { throw unreadable(name) }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
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
