/// Files of further kinds that hold video: they are told apart, and how long they are is not read.
enum OtherVideo {
    static func video(in bytes: ByteRange) throws(NoVideo) -> ReferenceVideo {
        guard let kind = kind(of: bytes) else { throw .unknownKind }
        guard hasVideo(kind, bytes) else { throw .noVideoTrack }
        return ReferenceVideo(container: kind, lengths: [])
    }

    private static func kind(of bytes: ByteRange) -> VideoContainer? {
        if isTransportStream(bytes) { return .transportStream }
        return signatures.first { bytes.has($0.bytes) }?.kind
    }

    private static func hasVideo(_ kind: VideoContainer, _ bytes: ByteRange) -> Bool {
        // Headers of streams stand at the beginning.
        let head = bytes.part(from: 0, to: 1 << 20)
        switch kind {
        case .transportStream, .programStream: return hasVideoPacket(head)
        case .ogg: return oggVideo.contains { head.firstOffset(of: $0) != nil }
        case .windowsMedia: return head.firstOffset(of: windowsMediaVideo) != nil
        case .nut: return hasNutVideo(head)
        case .realMedia: return head.firstOffset(of: Array("VIDO".utf8)) != nil
        default: return true
        }
    }

    /// Packets of 188 bytes that begin with `G`, four bytes later each in the files of cameras.
    private static func isTransportStream(_ bytes: ByteRange) -> Bool {
        [(0, 188), (4, 192)].contains { first, length in
            (0..<4).allSatisfy { index in
                bytes[first + index * length] == UInt8(ascii: "G")
            }
        }
    }

    /// A packet of an MPEG stream with video begins with `00 00 01` and `E0` to `EF`.
    private static func hasVideoPacket(_ bytes: ByteRange) -> Bool {
        var offset = 0
        while let found = bytes.firstOffset(of: [0, 0, 1], from: offset) {
            if let stream = bytes[found + 3], (0xE0...0xEF).contains(stream) { return true }
            offset = found + 3
        }
        return false
    }

    /// The header of a NUT stream begins with a mark, its length, its number and its class; 0 is video.
    private static func hasNutVideo(_ bytes: ByteRange) -> Bool {
        var offset = 0
        while let found = bytes.firstOffset(of: nutStream, from: offset) {
            offset = found + nutStream.count
            var place = offset
            // Each byte of a number but the last has its first bit set.
            for _ in 0..<2 {
                while let byte = bytes[place], byte & 0x80 != 0 { place += 1 }
                place += 1
            }
            if bytes[place] == 0 { return true }
        }
        return false
    }

    private static let nutStream: [UInt8] = [0x4E, 0x53, 0x11, 0x40, 0x5B, 0xF2, 0xF9, 0xDB]

    private static let signatures: [(bytes: [UInt8], kind: VideoContainer)] = [
        ([0, 0, 1, 0xBA], .programStream),
        // The first picture of MPEG-1 and 2, of MPEG-4, and the parameters of H.264 and H.265.
        ([0, 0, 1, 0xB3], .elementaryStream), ([0, 0, 1, 0xB0], .elementaryStream),
        ([0, 0, 0, 1, 0x67], .elementaryStream), ([0, 0, 0, 1, 0x27], .elementaryStream),
        ([0, 0, 0, 1, 0x09], .elementaryStream), ([0, 0, 0, 1, 0x40, 1], .elementaryStream),
        ([0, 0, 1, 0x67], .elementaryStream), ([0, 0, 1, 0x27], .elementaryStream),
        ([0, 0, 1, 0x09], .elementaryStream), ([0, 0, 1, 0x40, 1], .elementaryStream),
        (Array("nut/multimedia container\0".utf8), .nut),
        ([0, 0, 0, 0, 1, 0xBC], .generalExchange),
        // The header block of the first sequence, of 50 or of 60 half-pictures a second.
        ([0x1F, 0x07, 0x00], .digitalVideo),
        (Array("OggS".utf8), .ogg), (Array("DKIF".utf8), .ivf),
        (Array("YUV4MPEG2 ".utf8), .yuv4MPEG), (Array(".RMF".utf8), .realMedia),
        ([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], .windowsMedia),
        ([0x06, 0x0E, 0x2B, 0x34, 0x02, 0x05, 0x01, 0x01, 0x0D, 0x01, 0x02], .materialExchange),
    ]

    /// How the streams of Theora, VP8, Dirac and of OGM begin.
    private static let oggVideo: [[UInt8]] = [
        [0x80] + Array("theora".utf8), Array("OVP80".utf8), Array("BBCD\0".utf8),
        [1] + Array("video\0".utf8),
    ]

    private static let windowsMediaVideo: [UInt8] = [
        0xC0, 0xEF, 0x19, 0xBC, 0x4D, 0x5B, 0xCF, 0x11, 0xA8, 0xFD, 0x00, 0x80, 0x5F, 0x5C, 0x44,
        0x2B,
    ]
}
