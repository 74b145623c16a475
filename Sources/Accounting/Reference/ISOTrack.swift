/// One track of a movie (`trak`): what it holds, and what it says of its length.
struct ISOTrack {
    let id: UInt64?
    /// Nil where the track does not say what it holds.
    let isVideo: Bool?
    /// Ticks of the media to a second.
    let scale: UInt64
    /// The samples that the movie's header lists, together.
    let listedTicks: UInt64
    /// What is shown before the first sample.
    let delay: MovieLength?
    /// The ticks at the start of the media that are not shown.
    let skippedTicks: UInt64
    let lengths: [MovieLength?]

    init(_ contents: ByteRange, movieScale: UInt64) {
        let header = FullBox(Boxes.first(ISOTrack.header, in: contents))
        let media = Boxes.first(ISOTrack.media, in: contents)
        let mediaHeader = FullBox(media.flatMap { Boxes.first(ISOTrack.mediaHeader, in: $0) })
        let information = media.flatMap { Boxes.first(ISOTrack.information, in: $0) }
        let table = information.flatMap { Boxes.first(ISOTrack.sampleTable, in: $0) }
        let edits = Boxes.first(ISOTrack.edits, in: contents)
            .flatMap { Boxes.first(ISOTrack.editList, in: $0) }.flatMap(EditList.init)

        let handler = media.flatMap { Boxes.first(ISOTrack.handler, in: $0) }?
            .integer(at: 8, width: 4).map(BoxKind.init(code:))
        let showsVideo =
            information.map { Boxes.first(ISOTrack.videoHeader, in: $0) != nil } ?? false
        isVideo = handler.map { ISOTrack.videoHandlers.contains($0) } ?? (showsVideo ? true : nil)

        id = header?.integer(at: header?.version == 1 ? 20 : 12)
        let scaleOffset = mediaHeader?.version == 1 ? 20 : 12
        scale = mediaHeader?.integer(at: scaleOffset) ?? 0
        listedTicks =
            table.flatMap { Boxes.first(ISOTrack.timeToSample, in: $0) }
            .map(ISOTrack.sum(ofTimes:)) ?? 0
        delay = edits.flatMap { MovieLength(ticks: $0.emptyTicks, perSecond: movieScale) }
        skippedTicks = edits?.skippedMediaTicks ?? 0

        let shown = [
            header.flatMap { $0.integer(at: $0.version == 1 ? 28 : 20, width: $0.timeWidth) }
                .flatMap { MovieLength(ticks: $0, perSecond: movieScale) },
            edits.flatMap { MovieLength(ticks: $0.ticks, perSecond: movieScale) },
        ]
        let held = [
            mediaHeader.flatMap { $0.integer(at: scaleOffset + 4, width: $0.timeWidth) }
                .flatMap { [scale] in MovieLength(ticks: $0, perSecond: scale) },
            MovieLength(ticks: listedTicks, perSecond: scale),
        ]
        // Sound has a lead-in, which the edits take away, and the samples of text and of metadata last
        // as long as their writer likes. A player without support for edits shows every picture.
        let isSound = handler == ISOTrack.soundHandler
        lengths = isVideo == false && (edits != nil || !isSound) ? shown : shown + held
    }

    /// The durations of all samples (`stts`), in pairs of a count and a duration.
    private static func sum(ofTimes contents: ByteRange) -> UInt64 {
        let count = contents.integer(at: 4, width: 4) ?? 0
        var ticks: UInt64 = 0
        var offset = 8
        for _ in 0..<count {
            guard let samples = contents.integer(at: offset, width: 4),
                let duration = contents.integer(at: offset + 4, width: 4)
            else { break }
            // Some writers state a step back; readers go on by a tick.
            let step = duration > UInt64(Int32.max) ? 1 : duration
            ticks = ticks.addingSaturated(samples.multipliedSaturated(by: step))
            offset += 8
        }
        return ticks
    }

    private static let header = BoxKind("tkhd")
    private static let edits = BoxKind("edts")
    private static let editList = BoxKind("elst")
    private static let media = BoxKind("mdia")
    private static let mediaHeader = BoxKind("mdhd")
    private static let handler = BoxKind("hdlr")
    private static let information = BoxKind("minf")
    private static let videoHeader = BoxKind("vmhd")
    private static let sampleTable = BoxKind("stbl")
    private static let timeToSample = BoxKind("stts")
    private static let soundHandler = BoxKind("soun")
    /// `MPEG` is a QuickTime track of video and sound in one stream.
    private static let videoHandlers: Set<BoxKind> = [BoxKind("vide"), BoxKind("MPEG")]
}

/// Which parts of a track's media are shown, and when (`elst`).
private struct EditList {
    /// All that is shown, in ticks of the movie.
    var ticks: UInt64 = 0
    /// What is shown of nothing, before the first part.
    var emptyTicks: UInt64 = 0
    /// Where in the media the first part begins, in ticks of the media.
    var skippedMediaTicks: UInt64 = 0

    init?(_ contents: ByteRange) {
        guard let box = FullBox(contents), let count = box.integer(at: 4) else { return nil }
        let width = box.timeWidth
        // -1; some writers put 32 bits of it into 64.
        let nowhere: [UInt64] = [.max, UInt64(UInt32.max)]
        var hasBegun = false
        var offset = 8
        for _ in 0..<count {
            guard let duration = box.integer(at: offset, width: width),
                let start = box.integer(at: offset + width, width: width)
            else { break }
            ticks = ticks.addingSaturated(duration)
            if !hasBegun {
                if nowhere.contains(start) {
                    emptyTicks = emptyTicks.addingSaturated(duration)
                } else {
                    skippedMediaTicks = start
                    hasBegun = true
                }
            }
            offset += 2 * width + 4
        }
        guard offset > 8 else { return nil }
    }
}
