import Accounting

/// The kind of a file by its contents, not by its name.
struct MediaType {
    /// Such as `video/mp4`.
    let name: String
    /// The most that a video states of its length; nil for an image, and where none is stated.
    let milliseconds: Int?

    init(bytes: [UInt8], kind: Media.Kind) throws(NoVideo) {
        switch kind {
        case .video:
            let video = try ReferenceVideo(reading: bytes)
            name = video.container.mediaType
            milliseconds = video.length?.milliseconds
        case .image:
            guard let name = MediaType.image(bytes) else { throw .unknownKind }
            self.name = name
            milliseconds = nil
        }
    }

    private static func image(_ bytes: [UInt8]) -> String? {
        func has(_ text: String, at offset: Int) -> Bool {
            bytes.dropFirst(offset).prefix(text.utf8.count).elementsEqual(text.utf8)
        }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8]) { return "image/jpeg" }
        if has("RIFF", at: 0), has("WEBP", at: 8) { return "image/webp" }
        if has("GIF8", at: 0) { return "image/gif" }
        if has("BM", at: 0) { return "image/bmp" }
        if has("ftyphei", at: 4) || has("ftypmif1", at: 4) || has("ftypavif", at: 4) {
            return "image/heic"
        }
        return nil
    }
}

extension NoVideo {
    /// What is wrong with a file, after its name.
    func words(_ kind: Media.Kind) -> String {
        guard kind == .video else { return "is not an image (PNG, JPEG, WebP)" }
        switch self {
        case .unknownKind: return "is not a video (MP4, MOV, WebM)"
        case .noVideoTrack: return "is not a video: it has no video track"
        case .stillImage: return "is not a video: it is an image"
        case .noHeader:
            return "is not a video that plays: its header is missing, because the file breaks off"
                + " or is a piece of one; copy it again, or export the clip anew"
        }
    }
}
