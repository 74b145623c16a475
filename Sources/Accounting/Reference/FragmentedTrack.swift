/// How far one track gets by the fragments of a movie (`moof`), one after the other.
struct FragmentedTrack {
    private let track: ISOTrack
    private let defaultDuration: UInt64
    /// Where the next sample begins that does not say it, in ticks of the track.
    private var next: UInt64
    private var end: UInt64
    /// Where the first sample begins; nil until there is one.
    private var start: UInt64?
    /// All samples together, wherever they say that they begin.
    private var sum: UInt64

    init(_ track: ISOTrack, defaultDuration: UInt64) {
        self.track = track
        self.defaultDuration = defaultDuration
        next = track.listedTicks
        end = track.listedTicks
        sum = track.listedTicks
        start = track.listedTicks > 0 ? 0 : nil
    }

    /// Takes in one fragment of the track (`traf`).
    mutating func take(_ contents: ByteRange, header: FullBox) {
        var begin = next
        var ticks: UInt64 = 0
        var hasSamples = false
        let duration = FragmentedTrack.duration(in: header) ?? defaultDuration
        for box in Boxes(in: contents) {
            if box.kind == FragmentedTrack.decodeTime, let field = FullBox(box.contents),
                let time = field.integer(at: 4, width: field.timeWidth)
            {
                begin = time
            } else if box.kind == FragmentedTrack.run {
                hasSamples = true
                ticks = ticks.addingSaturated(
                    FragmentedTrack.ticks(ofRun: box.contents, duration: duration))
            }
        }
        guard hasSamples else { return }
        next = begin.addingSaturated(ticks)
        end = max(end, next)
        start = min(start ?? begin, begin)
        sum = sum.addingSaturated(ticks)
    }

    /// From the first sample to the end of the last, and all of them together.
    var lengths: [MovieLength?] {
        guard let start, sum > track.listedTicks else { return [] }
        // A first sample after some seconds is shown after them. One after hours bears the time of a
        // broadcast, of which this is a part.
        let longestWait = track.scale.multipliedSaturated(by: 60)
        let span = start <= longestWait ? end : end - start
        // Of sound, what comes before the first sample to be heard is no part of the length.
        let skipped = track.isVideo == false ? track.skippedTicks : 0
        return [span, sum].map { ticks in
            MovieLength(ticks: ticks > skipped ? ticks - skipped : 0, perSecond: track.scale)
                .flatMap { $0.followed(by: track.delay) }
        }
    }

    /// How long a sample of this fragment is that does not say it.
    private static func duration(in header: FullBox) -> UInt64? {
        guard header.flags & 0x08 != 0 else { return nil }
        let offset = 8 + (header.flags & 0x01 != 0 ? 8 : 0) + (header.flags & 0x02 != 0 ? 4 : 0)
        return header.integer(at: offset)
    }

    /// The durations of all samples of a run (`trun`), as far as it goes.
    private static func ticks(ofRun contents: ByteRange, duration: UInt64) -> UInt64 {
        guard let run = FullBox(contents), let count = run.integer(at: 4) else { return 0 }
        guard run.flags & 0x100 != 0 else { return count.multipliedSaturated(by: duration) }
        let first = 8 + (run.flags & 0x01 != 0 ? 4 : 0) + (run.flags & 0x04 != 0 ? 4 : 0)
        let width = 4 * (run.flags >> 8 & 0x0F).nonzeroBitCount
        var ticks: UInt64 = 0
        var offset = first
        for _ in 0..<count {
            guard let sample = run.integer(at: offset) else { break }
            ticks = ticks.addingSaturated(sample)
            offset += width
        }
        return ticks
    }

    static let header = BoxKind("tfhd")
    private static let decodeTime = BoxKind("tfdt")
    private static let run = BoxKind("trun")
}
