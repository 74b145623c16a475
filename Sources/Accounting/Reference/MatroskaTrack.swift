/// One track of a Matroska file, and how far its blocks go.
struct MatroskaTrack {
    var isVideo = false
    /// How long a frame is; 0 where the track does not say it.
    private var defaultNanoseconds: UInt64 = 0
    private(set) var blocks: UInt64 = 0
    private(set) var firstTicks: UInt64 = .max
    private var lastTicks: UInt64 = 0
    /// The last end that a block states with its own duration.
    private var statedEndTicks: UInt64 = 0

    /// A frame counts for a minute at most.
    mutating func setDefault(nanoseconds: UInt64) {
        defaultNanoseconds = nanoseconds <= 60_000_000_000 ? nanoseconds : 0
    }

    mutating func take(at ticks: UInt64, lasting duration: UInt64?) {
        blocks += 1
        firstTicks = min(firstTicks, ticks)
        lastTicks = max(lastTicks, ticks)
        if let duration { statedEndTicks = max(statedEndTicks, ticks.addingSaturated(duration)) }
    }

    /// Where the last frame ends, in nanoseconds. One that does not say how long it is lasts as long
    /// as the others did.
    func end(scale: UInt64) -> UInt128 {
        let gaps = UInt128(max(blocks, 2) - 1)
        let usual = (UInt128(lastTicks - firstTicks) * UInt128(scale) + gaps - 1) / gaps
        let last = UInt128(lastTicks) * UInt128(scale)
        return max(
            last + max(usual, UInt128(defaultNanoseconds)),
            UInt128(statedEndTicks) * UInt128(scale))
    }
}
