import Foundation

/// The length of a reference video that came inside the request as a data URI.
///
/// Reads the `mvhd` box of an ISO base media file (MP4, MOV). Nothing is fetched: a URL has no
/// length here.
enum MovieLength {
    /// Microseconds, rounded half up; nil when the text is no data URI of such a file.
    static func micros(ofDataURI text: String) -> Int64? {
        guard text.prefix(5).lowercased() == "data:", let comma = text.firstIndex(of: ","),
            text[..<comma].lowercased().hasSuffix(";base64"),
            let data = Data(
                base64Encoded: String(text[text.index(after: comma)...]),
                options: .ignoreUnknownCharacters)
        else { return nil }
        return micros(ofMovie: Array(data)[...])
    }

    static func micros(ofMovie bytes: ArraySlice<UInt8>) -> Int64? {
        guard let header = box("moov", in: bytes).flatMap({ box("mvhd", in: $0) }),
            let version = header.first
        else { return nil }
        let isLong = version == 1
        let scaleAt = isLong ? 20 : 12
        guard let scale = integer(header, at: scaleAt, width: 4),
            let length = integer(header, at: scaleAt + 4, width: isLong ? 8 : 4),
            scale > 0, length > 0, length < UInt64(UInt32.max)
        else { return nil }
        return Int64((length * 1_000_000 + scale / 2) / scale)
    }

    /// The contents of the first box of a kind.
    private static func box(_ kind: String, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var rest = bytes
        while rest.count >= 8, var size = integer(rest, at: 0, width: 4) {
            var headerLength = 8
            if size == 1 {
                guard let large = integer(rest, at: 8, width: 8) else { return nil }
                size = large
                headerLength = 16
            } else if size == 0 {
                size = UInt64(rest.count)
            }
            guard size >= headerLength, size <= rest.count else { return nil }
            let name = rest.dropFirst(4).prefix(4)
            if name.elementsEqual(kind.utf8) {
                return rest.prefix(Int(size)).dropFirst(headerLength)
            }
            rest = rest.dropFirst(Int(size))
        }
        return nil
    }

    private static func integer(_ bytes: ArraySlice<UInt8>, at offset: Int, width: Int) -> UInt64? {
        guard bytes.count >= offset + width else { return nil }
        return bytes.dropFirst(offset).prefix(width).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
