/// One element of EBML, the form of Matroska and WebM files (RFC 8794).
struct EBMLElement {
    /// With its marker, as the specifications write it: `0x1A45DFA3`.
    let id: UInt64
    /// Where its contents begin.
    let start: Int
    /// Where it ends, as far as the file goes; nil in a live recording, which leaves that open.
    let end: Int?

    /// Nil where no element can begin.
    init?(in bytes: ByteRange, at offset: Int) {
        guard let (id, idWidth) = EBMLElement.number(in: bytes, at: offset), idWidth <= 4,
            let (size, sizeWidth) = EBMLElement.number(in: bytes, at: offset + idWidth)
        else { return nil }
        self.id = id
        start = offset + idWidth + sizeWidth
        let value = size & ~(1 << (7 * UInt64(sizeWidth)))
        let isOpen = value == (1 << (7 * UInt64(sizeWidth))) - 1
        end = isOpen ? nil : start + Int(min(value, UInt64(max(0, bytes.count - start))))
    }

    /// A number of one to eight bytes with its marker: the more zeros it begins with, the longer.
    static func number(in bytes: ByteRange, at offset: Int) -> (value: UInt64, width: Int)? {
        guard let first = bytes[offset], first != 0 else { return nil }
        let width = first.leadingZeroBitCount + 1
        return bytes.integer(at: offset, width: width).map { ($0, width) }
    }

    func contents(in bytes: ByteRange) -> ByteRange { bytes.part(from: start, to: end ?? .max) }

    /// The elements inside of one, by id; the last of a kind counts.
    static func children(in bytes: ByteRange, _ take: (UInt64, ByteRange) -> Void) {
        var offset = 0
        while offset < bytes.count, let element = EBMLElement(in: bytes, at: offset) {
            take(element.id, element.contents(in: bytes))
            guard let end = element.end else { return }
            offset = end
        }
    }
}

extension ByteRange {
    /// The whole range as an unsigned number.
    var unsigned: UInt64? { count <= 8 ? integer(at: 0, width: count) : nil }

    /// The whole range as a floating-point number of four or eight bytes.
    var float: Double? {
        switch count {
        case 4: integer(at: 0, width: 4).map { Double(Float(bitPattern: UInt32($0))) }
        case 8: integer(at: 0, width: 8).map(Double.init(bitPattern:))
        default: nil
        }
    }
}
