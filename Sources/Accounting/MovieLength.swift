/// The length of a video, as the header of its file states it.
///
/// Reads the `mvhd` box of an ISO base media file (MP4, MOV). A fragmented file states no length
/// there, and other containers are not read: then the longest allowed reference is reserved.
package struct MovieLength: Hashable, Sendable {
    package let ticks: UInt64
    package let ticksPerSecond: UInt64

    /// Nil when the bytes are no such file, or state no length.
    package init?(movie bytes: [UInt8]) {
        self.init(movie: bytes[...])
    }

    private init?(movie bytes: ArraySlice<UInt8>) {
        guard let movie = MovieLength.box("moov", in: bytes),
            let header = MovieLength.box("mvhd", in: movie), let version = header.first
        else { return nil }
        // Version 1 has times of eight bytes. All ones mean that the length is not known.
        let isLong = version == 1
        let scaleOffset = isLong ? 20 : 12
        guard let scale = MovieLength.integer(header, at: scaleOffset, width: 4),
            let ticks = MovieLength.integer(header, at: scaleOffset + 4, width: isLong ? 8 : 4),
            scale > 0, ticks > 0, ticks != (isLong ? UInt64.max : UInt64(UInt32.max)),
            ticks / scale < MovieLength.longestSeconds
        else { return nil }
        self.ticks = ticks
        self.ticksPerSecond = scale
    }

    /// A header that claims more than a day is not believed.
    private static let longestSeconds: UInt64 = 86_400

    /// Rounded to the nearest.
    package var microseconds: Int64 {
        Int64((ticks * 1_000_000 + ticksPerSecond / 2) / ticksPerSecond)
    }

    /// Rounded up: a reservation must not be too small.
    package var milliseconds: Int {
        Int((ticks * 1000 + ticksPerSecond - 1) / ticksPerSecond)
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
            if rest.dropFirst(4).prefix(4).elementsEqual(kind.utf8) {
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
