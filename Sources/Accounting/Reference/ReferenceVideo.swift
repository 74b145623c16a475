/// A reference video by its bytes: the kind of its file, and how long it is at the most.
///
///     try ReferenceVideo(reading: bytes).length?.milliseconds
package struct ReferenceVideo: Hashable, Sendable {
    package let container: VideoContainer
    /// The largest of all that the file states and holds; nil where nothing of it can be read.
    package let length: MovieLength?

    init(container: VideoContainer, lengths: [MovieLength?]) {
        self.container = container
        length = lengths.compactMap(\.self).max()
    }

    /// Time and memory are bounded by the size of the file, not by the sizes that it states.
    ///
    /// - Throws: why the bytes are no video that plays.
    package init(reading bytes: [UInt8]) throws(NoVideo) {
        let file = ByteRange(bytes)
        if let movie = try ISOFile.video(in: file) {
            self = movie
        } else if let matroska = try MatroskaFile.video(in: file) {
            self = matroska
        } else if let avi = try AVIFile.video(in: file) {
            self = avi
        } else if let flash = try FlashVideo.video(in: file) {
            self = flash
        } else {
            self = try OtherVideo.video(in: file)
        }
    }
}

/// What kind of file holds a video.
package enum VideoContainer: String, CaseIterable, Sendable {
    case mp4, quickTime, matroska, webM, avi, flash, transportStream, programStream, ogg
    case windowsMedia, realMedia, materialExchange, generalExchange, nut, digitalVideo
    case ivf, yuv4MPEG, elementaryStream

    /// The name of the kind in a `data:` URI.
    package var mediaType: String {
        switch self {
        case .mp4: "video/mp4"
        case .quickTime: "video/quicktime"
        case .matroska: "video/x-matroska"
        case .webM: "video/webm"
        case .avi: "video/x-msvideo"
        case .flash: "video/x-flv"
        case .transportStream: "video/mp2t"
        case .programStream, .elementaryStream: "video/mpeg"
        case .ogg: "video/ogg"
        case .windowsMedia: "video/x-ms-wmv"
        case .realMedia: "application/vnd.rn-realmedia"
        case .materialExchange: "application/mxf"
        case .generalExchange: "application/gxf"
        case .nut: "video/x-nut"
        case .digitalVideo: "video/dv"
        case .ivf: "video/x-ivf"
        case .yuv4MPEG: "video/x-yuv4mpeg"
        }
    }
}

/// Why a file is not taken for a video.
package enum NoVideo: Error, Hashable, Sendable {
    /// It is of no known kind.
    case unknownKind
    /// It holds sound, text or images, and no track of video.
    case noVideoTrack
    case stillImage
    /// Its header is not there: it was cut off before it, or is a piece of a whole.
    case noHeader
}
