/// A Matroska or WebM file: what it states, and how far its blocks go.
///
/// A live recording has open sizes and no length; then the times of its blocks give it.
/// Source: RFC 9559.
struct MatroskaFile {
    private let bytes: ByteRange
    /// Nanoseconds of a tick.
    private var scale = MatroskaFile.usualTick
    private var statedTicks: Double?
    private var hasTracks = false
    private var hasVideo = false
    /// What the files before this one last, where several were joined end to end.
    private var earlierNanoseconds: UInt128 = 0
    private var tracks: [UInt64: MatroskaTrack] = [:]
    private var clusterTicks: UInt64 = 0

    private init(_ bytes: ByteRange) {
        self.bytes = bytes
        readElements()
    }

    /// Nil when the bytes are a file of another kind.
    static func video(in bytes: ByteRange) throws(NoVideo) -> ReferenceVideo? {
        guard let head = EBMLElement(in: bytes, at: 0), head.id == ID.header else { return nil }
        var kind = VideoContainer.matroska
        EBMLElement.children(in: head.contents(in: bytes)) { id, contents in
            if id == ID.documentType, contents.has("webm") { kind = .webM }
        }
        let file = MatroskaFile(bytes)
        guard file.hasTracks else { throw .noHeader }
        guard file.hasVideo else { throw .noVideoTrack }
        let whole = file.earlierNanoseconds + file.nanoseconds
        return ReferenceVideo(container: kind, lengths: [MovieLength(nanoseconds: whole)])
    }

    private var nanoseconds: UInt128 {
        let length = [statedLength, blockLength].compactMap(\.self).max()
        return UInt128(length?.nanoseconds ?? 0)
    }

    private var statedLength: MovieLength? {
        // A day has fewer nanoseconds than a Double has exact integers.
        guard let ticks = statedTicks, ticks > 0, ticks * Double(scale) < 1e15 else { return nil }
        return MovieLength(nanoseconds: UInt128((ticks * Double(scale)).rounded(.up)))
    }

    /// From the first block to the end of the last one.
    private var blockLength: MovieLength? {
        let used = tracks.values.filter { $0.blocks > 0 }
        guard let start = used.map(\.firstTicks).min(),
            let end = used.map({ $0.end(scale: scale) }).max()
        else { return nil }
        // The clock of a broadcast does not begin with the file.
        let first = UInt128(start) * UInt128(scale)
        let isBroadcast = first > 60_000_000_000
        return MovieLength(nanoseconds: isBroadcast && end > first ? end - first : end)
    }

    /// Goes from element to element: into segments and clusters, over everything else.
    private mutating func readElements() {
        var offset = 0
        while offset < bytes.count {
            guard let element = EBMLElement(in: bytes, at: offset) else {
                // What is damaged is skipped, as players do, up to the next cluster.
                guard let next = bytes.firstOffset(of: ID.clusterBytes, from: offset + 1) else {
                    return
                }
                offset = next
                continue
            }
            let contents = element.contents(in: bytes)
            switch element.id {
            case ID.header where offset > 0: endFile()
            case ID.segment, ID.cluster:
                offset = element.start
                continue
            case ID.information: readInformation(contents)
            case ID.tracks: readTracks(contents)
            case ID.clusterTime: clusterTicks = contents.unsigned ?? 0
            case ID.simpleBlock: take(block: contents, lasting: nil)
            case ID.blockGroup: readGroup(contents)
            default: break
            }
            offset = element.end ?? element.start
        }
    }

    /// Players go on with the next file where one ends.
    private mutating func endFile() {
        earlierNanoseconds += nanoseconds
        scale = MatroskaFile.usualTick
        statedTicks = nil
        tracks = [:]
        clusterTicks = 0
    }

    private mutating func readInformation(_ contents: ByteRange) {
        EBMLElement.children(in: contents) { id, value in
            switch id {
            case ID.scale:
                guard let read = value.unsigned, (1...MatroskaFile.longestTick).contains(read)
                else { return }
                scale = read
            case ID.duration: statedTicks = value.float
            default: break
            }
        }
    }

    private mutating func readTracks(_ contents: ByteRange) {
        hasTracks = true
        EBMLElement.children(in: contents) { id, entry in
            guard id == ID.trackEntry, tracks.count < MatroskaFile.mostTracks else { return }
            var number: UInt64 = 0
            var track = MatroskaTrack()
            EBMLElement.children(in: entry) { id, value in
                switch id {
                case ID.trackNumber: number = value.unsigned ?? 0
                case ID.trackType: track.isVideo = value.unsigned == 1
                case ID.defaultDuration: track.setDefault(nanoseconds: value.unsigned ?? 0)
                default: break
                }
            }
            tracks[number] = track
            hasVideo = hasVideo || track.isVideo
        }
    }

    private mutating func readGroup(_ contents: ByteRange) {
        var block: ByteRange?
        var duration: UInt64?
        EBMLElement.children(in: contents) { id, value in
            switch id {
            case ID.block: block = value
            case ID.blockDuration: duration = value.unsigned
            default: break
            }
        }
        if let block { take(block: block, lasting: duration) }
    }

    /// A block begins with its track, and its time from its cluster's on in two bytes with a sign.
    private mutating func take(block: ByteRange, lasting duration: UInt64?) {
        guard let (marked, width) = EBMLElement.number(in: block, at: 0),
            let raw = block.integer(at: width, width: 2)
        else { return }
        let number = marked & ~(1 << (7 * UInt64(width)))
        let later = Int16(truncatingIfNeeded: raw)
        let ticks =
            later < 0
            ? clusterTicks - min(clusterTicks, UInt64(later.magnitude))
            : clusterTicks.addingSaturated(UInt64(later))
        tracks[number]?.take(at: ticks, lasting: duration)
    }

    private static let mostTracks = 1000
    private static let usualTick: UInt64 = 1_000_000
    /// In nanoseconds: a quarter of an hour is more than any writer needs.
    private static let longestTick: UInt64 = 1_000_000_000_000

    private enum ID {
        static let header: UInt64 = 0x1A45_DFA3
        static let documentType: UInt64 = 0x4282
        static let segment: UInt64 = 0x1853_8067
        static let information: UInt64 = 0x1549_A966
        static let scale: UInt64 = 0x2AD7B1
        static let duration: UInt64 = 0x4489
        static let tracks: UInt64 = 0x1654_AE6B
        static let trackEntry: UInt64 = 0xAE
        static let trackNumber: UInt64 = 0xD7
        static let trackType: UInt64 = 0x83
        static let defaultDuration: UInt64 = 0x23E383
        static let cluster: UInt64 = 0x1F43_B675
        static let clusterBytes: [UInt8] = [0x1F, 0x43, 0xB6, 0x75]
        static let clusterTime: UInt64 = 0xE7
        static let simpleBlock: UInt64 = 0xA3
        static let blockGroup: UInt64 = 0xA0
        static let block: UInt64 = 0xA1
        static let blockDuration: UInt64 = 0x9B
    }
}
