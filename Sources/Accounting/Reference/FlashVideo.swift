/// A Flash video: its tags, and the times that they bear.
struct FlashVideo {
    private var video = Course()
    private var sound = Course()
    private var stated: MovieLength?
    private let claimsVideo: Bool

    /// How far the tags of one kind go, in milliseconds.
    private struct Course {
        var tags: UInt64 = 0
        var first: UInt64 = .max
        var last: UInt64 = 0

        mutating func take(at time: UInt64) {
            tags += 1
            first = min(first, time)
            last = max(last, time)
        }

        /// The end of the last one, which lasts as long as the others did.
        var end: UInt64 {
            guard tags > 1 else { return last }
            return last + (last - first + tags - 2) / (tags - 1)
        }
    }

    /// Nil when the bytes are a file of another kind.
    static func video(in bytes: ByteRange) throws(NoVideo) -> ReferenceVideo? {
        guard bytes.has("FLV\u{1}") else { return nil }
        let file = FlashVideo(bytes)
        guard file.claimsVideo || file.video.tags > 0 else { throw .noVideoTrack }
        let start = min(file.video.first, file.sound.first)
        let end = max(file.video.end, file.sound.end)
        // The clock of a broadcast does not begin with the file.
        let span = start != .max && start > 60_000 ? end - start : end
        return ReferenceVideo(
            container: .flash, lengths: [file.stated, MovieLength(ticks: span, perSecond: 1000)])
    }

    private init(_ bytes: ByteRange) {
        claimsVideo = bytes[4].map { $0 & 1 != 0 } ?? false
        guard let header = bytes.integer(at: 5, width: 4) else { return }
        // The size of the tag before stands between tags.
        var offset = Int(header) + 4
        while let kind = bytes[offset], let size = bytes.integer(at: offset + 1, width: 3),
            let low = bytes.integer(at: offset + 4, width: 3), let high = bytes[offset + 7]
        {
            let time = UInt64(high) << 24 | low
            let contents = bytes.part(from: offset + 11, to: offset + 11 + Int(size))
            switch kind & 0x1F {
            case 8: sound.take(at: time)
            case 9: video.take(at: time)
            case 18: stated = FlashVideo.length(in: contents) ?? stated
            default: break
            }
            offset += 15 + Int(size)
        }
    }

    /// `duration` of the description (`onMetaData`), a number of seconds.
    private static func length(in description: ByteRange) -> MovieLength? {
        let name = [0, 8] + Array("duration".utf8) + [0]
        guard let place = description.firstOffset(of: name),
            let seconds = description.part(from: place + name.count, to: place + name.count + 8)
                .float, seconds > 0, seconds < 1e6
        else { return nil }
        return MovieLength(nanoseconds: UInt128((seconds * 1e9).rounded(.up)))
    }
}
