/// The outer boxes of an ISO base media file: MP4, QuickTime, 3GP, HEIC.
///
/// Source: ISO/IEC 14496-12, and the QuickTime file format, which has no `ftyp`.
struct ISOFile {
    private var brand: UInt64?
    private var movies: [Box] = []
    private var fragments: [ByteRange] = []
    private var indexes: [ByteRange] = []
    private var hasMedia = false

    private init(_ file: ByteRange) {
        for box in Boxes(in: file) {
            switch box.kind {
            case ISOFile.fileType: brand = brand ?? box.contents.integer(at: 0, width: 4) ?? 0
            case ISOFile.movie: movies.append(box)
            case ISOFile.fragment: fragments.append(box.contents)
            case ISOFile.segmentIndex: indexes.append(box.contents)
            case ISOFile.media, ISOFile.segmentType: hasMedia = true
            default: break
            }
        }
    }

    /// Nil when the bytes are a file of another kind.
    static func video(in bytes: ByteRange) throws(NoVideo) -> ReferenceVideo? {
        let file = ISOFile(bytes)
        guard file.brand != nil || file.hasMedia || !file.movies.isEmpty || !file.fragments.isEmpty
        else { return nil }
        return try file.video()
    }

    private func video() throws(NoVideo) -> ReferenceVideo {
        let isImage = brand.map { ISOFile.imageBrands.contains(BoxKind(code: $0)) } ?? false
        guard !movies.isEmpty else { throw isImage ? .stillImage : .noHeader }
        let read = movies.map { ISOMovie($0.contents) }
        guard read.contains(where: \.mayHaveVideo) else {
            throw isImage ? .stillImage : .noVideoTrack
        }
        // A header that breaks off plays only where the track of video came before the break.
        guard movies.contains(where: \.isWhole) || read.contains(where: \.hasVideo) else {
            throw .noHeader
        }
        let isQuickTime = brand == nil || brand == ISOFile.quickTimeBrand.code
        return ReferenceVideo(
            container: isQuickTime ? .quickTime : .mp4,
            lengths: read.flatMap { $0.lengths(fragments: fragments) }
                + indexes.map(ISOFile.length(ofIndex:)))
    }

    /// What a segment index (`sidx`) says that its segments last together.
    private static func length(ofIndex contents: ByteRange) -> MovieLength? {
        guard let box = FullBox(contents), let scale = box.integer(at: 8) else { return nil }
        let entries = contents.part(from: 12 + 2 * box.timeWidth)
        guard let count = entries.integer(at: 2, width: 2) else { return nil }
        var ticks: UInt64 = 0
        for index in 0..<Int(count) {
            guard let duration = entries.integer(at: 8 + 12 * index, width: 4) else { break }
            ticks = ticks.addingSaturated(duration)
        }
        return MovieLength(ticks: ticks, perSecond: scale)
    }

    private static let fileType = BoxKind("ftyp")
    private static let movie = BoxKind("moov")
    private static let fragment = BoxKind("moof")
    private static let segmentIndex = BoxKind("sidx")
    private static let segmentType = BoxKind("styp")
    private static let media = BoxKind("mdat")
    private static let quickTimeBrand = BoxKind("qt  ")
    private static let imageBrands: Set<BoxKind> = [
        BoxKind("heic"), BoxKind("heix"), BoxKind("heim"), BoxKind("heis"), BoxKind("hevc"),
        BoxKind("hevx"), BoxKind("mif1"), BoxKind("mif2"), BoxKind("msf1"), BoxKind("miaf"),
        BoxKind("avif"), BoxKind("avis"), BoxKind("jp2 "), BoxKind("jpx "), BoxKind("crx "),
        BoxKind("jxl "),
    ]
}
