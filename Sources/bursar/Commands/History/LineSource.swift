/// The lines of a file, one at a time.
struct LineSource {
    private let file: HistoryFile
    /// Of the line that was read last, the first being 1.
    private(set) var number = 0

    /// Bytes of the longest line, as one record.
    private static let longest = 4 << 20

    /// - Parameter file: at its start.
    init(_ file: HistoryFile) { self.file = file }

    /// The next line without its end, or nil after the last.
    mutating func next() throws(Failure) -> String? {
        guard let whole = try file.line() else { return nil }
        number += 1
        guard whole.count <= LineSource.longest else {
            throw Failure(
                .failed,
                "\(file.name), line \(number): it has \(whole.count) bytes, and a record takes"
                    + " \(LineSource.longest) at the most; nothing was imported, write one JSON object a"
                    + " line")
        }
        var bytes = whole[...]
        // Some programs begin a text with a mark of its byte order.
        if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes = bytes.dropLast() }
        // As bytes that lie in one piece: of others a string is made byte by byte.
        let text = UnsafeRawBufferPointer(rebasing: bytes).bindMemory(to: UInt8.self)
        guard let line = String(validating: text, as: UTF8.self) else {
            throw Failure(
                .failed, "\(file.name), line \(number): it is not UTF-8 text; nothing was imported")
        }
        return line
    }
}
