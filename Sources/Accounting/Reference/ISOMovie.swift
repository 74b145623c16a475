/// The header of a movie (`moov`): its own length, and its tracks.
struct ISOMovie {
    private let stated: [MovieLength?]
    private let tracks: [ISOTrack]
    /// Of each track, how long a sample of a fragment is that does not say it.
    private let defaultDurations: [UInt64: UInt64]
    /// A compressed header is not read.
    private let isCompressed: Bool

    init(_ contents: ByteRange) {
        let header = FullBox(Boxes.first(ISOMovie.header, in: contents))
        let scaleOffset = header?.version == 1 ? 20 : 12
        let scale = header?.integer(at: scaleOffset) ?? 0
        var stated = [
            header.flatMap { $0.integer(at: scaleOffset + 4, width: $0.timeWidth) }
                .flatMap { MovieLength(ticks: $0, perSecond: scale) }
        ]
        var tracks: [ISOTrack] = []
        var defaults: [UInt64: UInt64] = [:]
        var isCompressed = false
        for box in Boxes(in: contents) {
            switch box.kind {
            case ISOMovie.track where tracks.count < ISOMovie.mostTracks:
                tracks.append(ISOTrack(box.contents, movieScale: scale))
            case ISOMovie.compressed: isCompressed = true
            case ISOMovie.extends:
                for part in Boxes(in: box.contents) {
                    guard let field = FullBox(part.contents) else { continue }
                    if part.kind == ISOMovie.extendsHeader {
                        stated.append(
                            field.integer(at: 4, width: field.timeWidth)
                                .flatMap { MovieLength(ticks: $0, perSecond: scale) })
                    } else if part.kind == ISOMovie.trackExtends, let id = field.integer(at: 4) {
                        defaults[id] = field.integer(at: 12)
                    }
                }
            default: break
            }
        }
        self.stated = stated
        self.tracks = tracks
        self.defaultDurations = defaults
        self.isCompressed = isCompressed
    }

    /// True when a track says that it is video.
    var hasVideo: Bool { tracks.contains { $0.isVideo == true } }

    /// False when every track says what it is, and none is video.
    var mayHaveVideo: Bool {
        isCompressed || tracks.isEmpty || tracks.contains { $0.isVideo != false }
    }

    /// Everything that the header, the tracks and the fragments that are there say.
    func lengths(fragments: [ByteRange]) -> [MovieLength?] {
        var progress: [UInt64: FragmentedTrack] = [:]
        for track in tracks {
            guard let id = track.id else { continue }
            progress[id] = FragmentedTrack(track, defaultDuration: defaultDurations[id] ?? 0)
        }
        for fragment in fragments {
            for box in Boxes(in: fragment) where box.kind == ISOMovie.trackFragment {
                guard let header = FullBox(Boxes.first(FragmentedTrack.header, in: box.contents)),
                    let id = header.integer(at: 4)
                else { continue }
                progress[id]?.take(box.contents, header: header)
            }
        }
        return stated + tracks.flatMap(\.lengths) + progress.values.flatMap(\.lengths)
    }

    /// More tracks or fragments than any camera writes: bounds the time that one file takes.
    private static let mostTracks = 1000

    private static let header = BoxKind("mvhd")
    private static let track = BoxKind("trak")
    private static let compressed = BoxKind("cmov")
    private static let extends = BoxKind("mvex")
    private static let extendsHeader = BoxKind("mehd")
    private static let trackExtends = BoxKind("trex")
    private static let trackFragment = BoxKind("traf")
}
