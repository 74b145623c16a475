/// The four letters that name a box of an ISO base media file.
struct BoxKind: Hashable {
    let code: UInt64

    init(code: UInt64) { self.code = code }

    init(_ letters: StaticString) {
        code = letters.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt64($1) } }
    }
}

/// One box: what it is called and what it holds, as far as the file goes.
struct Box {
    let kind: BoxKind
    let contents: ByteRange
    /// False where the file, or the box around it, ends before it does.
    let isWhole: Bool
}

/// The boxes that lie one behind the other. Ends at the first that cannot be one.
struct Boxes: Sequence, IteratorProtocol {
    private var rest: ByteRange

    init(in bytes: ByteRange) { rest = bytes }

    mutating func next() -> Box? {
        guard var size = rest.integer(at: 0, width: 4), let code = rest.integer(at: 4, width: 4)
        else { return nil }
        var headerLength = 8
        if size == 1 {
            guard let large = rest.integer(at: 8, width: 8) else { return nil }
            size = large
            headerLength = 16
        } else if size == 0 {
            // Up to the end of what is around it.
            size = UInt64(rest.count)
        }
        guard size >= headerLength else { return nil }
        let isWhole = size <= UInt64(rest.count)
        let length = isWhole ? Int(size) : rest.count
        let contents = rest.part(from: headerLength, to: length)
        rest = rest.part(from: length)
        return Box(kind: BoxKind(code: code), contents: contents, isWhole: isWhole)
    }

    /// The contents of the first box of a kind.
    static func first(_ kind: BoxKind, in bytes: ByteRange) -> ByteRange? {
        for box in Boxes(in: bytes) where box.kind == kind { return box.contents }
        return nil
    }
}

/// A box whose contents begin with a version and flags, and whose times take four bytes or eight.
struct FullBox {
    let version: UInt8
    let flags: UInt64
    let contents: ByteRange

    init?(_ contents: ByteRange?) {
        guard let contents, let version = contents[0], let flags = contents.integer(at: 1, width: 3)
        else { return nil }
        self.version = version
        self.flags = flags
        self.contents = contents
    }

    var timeWidth: Int { version == 1 ? 8 : 4 }

    func integer(at offset: Int, width: Int = 4) -> UInt64? {
        contents.integer(at: offset, width: width)
    }
}
