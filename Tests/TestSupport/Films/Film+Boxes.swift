/// Larger ISO base media files, box by box.
extension Film {
    /// What one track says of its length; nil leaves the box or the field out.
    package struct Track {
        package var handler: String? = "vide"
        package var id: UInt64 = 1
        /// `tkhd`, in ticks of the movie.
        package var shown: UInt64?
        /// `mdhd`, in ticks of the track.
        package var held: UInt64?
        /// `mdhd`: ticks of the track to a second.
        package var scale: UInt64 = 10
        /// `elst`: ticks of the movie, and where in the media; nil is nowhere.
        package var edits: [(ticks: UInt64, start: UInt64?)] = []
        /// `stts`: how many samples, and how long each.
        package var samples: [(count: UInt64, ticks: UInt64)] = []

        package init() {}

        package init(_ change: (inout Track) -> Void) { change(&self) }

        var bytes: [UInt8] {
            let header =
                Film.zeros(12) + Film.big(id, 4) + Film.zeros(4) + Film.big(shown ?? 0, 4)
                + Film.zeros(60)
            let mediaHeader =
                Film.zeros(12) + Film.big(scale, 4) + Film.big(held ?? 0, 4) + Film.zeros(4)
            let kind =
                handler.map { Film.box("hdlr", Film.zeros(8) + Array($0.utf8) + Film.zeros(13)) }
                ?? []
            let times = samples.flatMap { Film.big($0.count, 4) + Film.big($0.ticks, 4) }
            let table = Film.box(
                "stbl", Film.box("stts", Film.zeros(4) + Film.big(UInt64(samples.count), 4) + times)
            )
            let list = edits.flatMap { edit -> [UInt8] in
                let start = edit.start ?? UInt64(UInt32.max)
                return Film.big(edit.ticks, 4) + Film.big(start, 4) + [0, 1, 0, 0]
            }
            let edited =
                edits.isEmpty
                ? []
                : Film.box(
                    "edts",
                    Film.box("elst", Film.zeros(4) + Film.big(UInt64(edits.count), 4) + list))
            return Film.box(
                "trak",
                Film.box("tkhd", header) + edited
                    + Film.box(
                        "mdia", Film.box("mdhd", mediaHeader) + kind + Film.box("minf", table)))
        }
    }

    /// One fragment of one track: `moof`, with the media behind it.
    package struct Fragment {
        package var track: UInt64 = 1
        /// `tfdt`.
        package var time: UInt64?
        /// `tfhd`: how long a sample is.
        package var duration: UInt64?
        package var samples: UInt64 = 10
        /// `trun`: how long each sample is, in place of `samples`.
        package var durations: [UInt64]?

        package init() {}

        package init(_ change: (inout Fragment) -> Void) { change(&self) }

        package var bytes: [UInt8] {
            let header =
                Film.big(duration == nil ? 0x020001 : 0x020009, 4) + Film.big(track, 4)
                + Film.zeros(8)
                + (duration.map { Film.big($0, 4) } ?? [])
            let base =
                time.map { Film.box("tfdt", Film.big(0x0100_0000, 4) + Film.big($0, 8)) } ?? []
            let run =
                durations.map { list in
                    Film.big(0x301, 4) + Film.big(UInt64(list.count), 4) + Film.zeros(4)
                        + list.flatMap { Film.big($0, 4) + Film.big(100, 4) }
                } ?? (Film.big(0x1, 4) + Film.big(samples, 4) + Film.zeros(4))
            return Film.box(
                "moof", Film.box("traf", Film.box("tfhd", header) + base + Film.box("trun", run)))
                + Film.box("mdat", Film.zeros(16))
        }
    }

    /// `ftyp` and `moov` with a header that states ticks of a thousandth of a second.
    package static func movie(
        brand: String = "isom", stated: UInt64 = 0, tracks: [Track] = [Track()],
        more: [UInt8] = []
    ) -> [UInt8] {
        box("ftyp", Array(brand.utf8) + zeros(4))
            + box(
                "moov", header(stated: stated, scale: 1000) + tracks.flatMap(\.bytes) + more)
    }

    /// `mvhd`, of version 1 where times take eight bytes.
    package static func header(stated: UInt64, scale: UInt64, isLong: Bool = false) -> [UInt8] {
        let times =
            isLong
            ? big(0x0100_0000, 4) + zeros(16) + big(scale, 4) + big(stated, 8)
            : zeros(12) + big(scale, 4) + big(stated, 4)
        return box("mvhd", times + zeros(80))
    }

    /// `mvex`: the movie goes on in fragments.
    package static func extends(stated: UInt64? = nil, duration: UInt64 = 0) -> [UInt8] {
        box(
            "mvex",
            (stated.map { box("mehd", zeros(4) + big($0, 4)) } ?? [])
                + box("trex", zeros(4) + big(1, 4) + big(1, 4) + big(duration, 4) + zeros(8)))
    }

    /// `sidx` with segments of so many ticks each.
    package static func index(scale: UInt64, segments: [UInt64]) -> [UInt8] {
        box(
            "sidx",
            zeros(4) + big(1, 4) + big(scale, 4) + zeros(8) + zeros(2)
                + big(UInt64(segments.count), 2)
                + segments.flatMap { big(100, 4) + big($0, 4) + zeros(4) })
    }

    package static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
}
