/// An AVI file: what its headers state, and how many pictures it holds.
///
/// Source: the AVI RIFF file reference, with the extensions for large files (OpenDML).
struct AVIFile {
    private var lengths: [MovieLength?] = []
    private var streams: [Stream] = []
    /// Microseconds of a picture.
    private var pictureTime: UInt64 = 0

    private struct Stream {
        let isVideo: Bool
        /// Units of the stream to so many seconds.
        let scale: UInt64
        let rate: UInt64
        var pictures: UInt64 = 0

        func length(of units: UInt64) -> MovieLength? {
            MovieLength(ticks: units.multipliedSaturated(by: scale), perSecond: rate)
        }
    }

    /// Nil when the bytes are a file of another kind.
    static func video(in bytes: ByteRange) throws(NoVideo) -> ReferenceVideo? {
        guard bytes.has("RIFF"), bytes.has("AVI ", at: 8) else { return nil }
        let file = AVIFile(bytes)
        guard !file.streams.isEmpty else { throw .noHeader }
        guard file.streams.contains(where: \.isVideo) else { throw .noVideoTrack }
        let held = file.streams.map { $0.isVideo ? $0.length(of: $0.pictures) : nil }
        return ReferenceVideo(container: .avi, lengths: file.lengths + held)
    }

    /// Goes from chunk to chunk: into lists, whose sizes a live recording leaves open, and over the rest.
    private init(_ bytes: ByteRange) {
        var offset = 0
        while let size = bytes.littleInteger(at: offset + 4) {
            let isList = bytes.has("LIST", at: offset) || bytes.has("RIFF", at: offset)
            if isList {
                offset += 12
                continue
            }
            let end = offset + 8 + Int(size)
            take(bytes.part(from: offset, to: offset + 4), bytes.part(from: offset + 8, to: end))
            // Chunks begin at even places.
            offset = end + end % 2
        }
    }

    private mutating func take(_ kind: ByteRange, _ contents: ByteRange) {
        if kind.has("avih") {
            pictureTime = contents.littleInteger(at: 0) ?? 0
            lengths.append(length(ofPictures: contents.littleInteger(at: 16)))
        } else if kind.has("dmlh") {
            lengths.append(length(ofPictures: contents.littleInteger(at: 0)))
        } else if kind.has("strh"), streams.count < AVIFile.mostStreams {
            let stream = Stream(
                isVideo: contents.has("vids") || contents.has("iavs"),
                scale: contents.littleInteger(at: 20) ?? 0,
                rate: contents.littleInteger(at: 24) ?? 0)
            streams.append(stream)
            lengths.append(contents.littleInteger(at: 32).flatMap(stream.length(of:)))
        } else if let tens = kind[0], let ones = kind[1],
            kind.has("dc", at: 2) || kind.has("db", at: 2),
            (0x30...0x39).contains(tens), (0x30...0x39).contains(ones)
        {
            // `00dc`: a picture of the first stream.
            let index = Int(tens - 0x30) * 10 + Int(ones - 0x30)
            if index < streams.count { streams[index].pictures += 1 }
        }
    }

    private func length(ofPictures count: UInt64?) -> MovieLength? {
        count.flatMap {
            MovieLength(ticks: $0.multipliedSaturated(by: pictureTime), perSecond: 1_000_000)
        }
    }

    private static let mostStreams = 100
}
