import Accounting
import Foundation

/// An image or a video as it is named on the command line: a URL, a data URI, or a local file.
struct Media {
    enum Kind: String {
        case image, video
    }

    /// What is sent: the URL, or the data URI.
    let url: String
    /// The length that a video states of itself; nil when it is elsewhere or does not say.
    let milliseconds: Int?

    /// The most that an image and a video may have together, as they are sent.
    static let largestBytes = 64 << 20

    /// Reads what the argument names. The size is looked at before anything is read.
    ///
    /// - Parameter bytesLeft: what the other medium leaves of ``largestBytes``.
    init(_ argument: String, as kind: Kind, bytesLeft: Int) throws(Failure) {
        let lowercase = argument.prefix(8).lowercased()
        if lowercase.hasPrefix("https://") {
            guard URL(string: argument)?.host() != nil else {
                throw Failure(
                    .failed, "--\(kind.rawValue) \(argument) is not a valid URL (nothing was sent)")
            }
            self.init(url: argument, milliseconds: nil)
        } else if lowercase.hasPrefix("data:") {
            try self.init(dataURI: argument, as: kind, bytesLeft: bytesLeft)
        } else if lowercase.hasPrefix("http://") {
            throw Failure(
                .failed,
                "--\(kind.rawValue) \(argument) must begin with https://, because the provider"
                    + " fetches it (nothing was sent)")
        } else {
            try self.init(file: argument, as: kind, bytesLeft: bytesLeft)
        }
    }

    private init(url: String, milliseconds: Int?) {
        self.url = url
        self.milliseconds = milliseconds
    }

    private init(dataURI: String, as kind: Kind, bytesLeft: Int) throws(Failure) {
        guard dataURI.utf8.count <= bytesLeft else { throw Media.tooLarge("the data URI", kind) }
        guard let comma = dataURI.firstIndex(of: ","),
            dataURI[..<comma].lowercased().hasSuffix(";base64"),
            let data = Data(base64Encoded: String(dataURI[dataURI.index(after: comma)...])),
            !data.isEmpty
        else {
            throw Failure(
                .failed,
                "--\(kind.rawValue): the data URI is not Base64; write data:TYPE;base64,… (nothing"
                    + " was sent)")
        }
        self.init(
            url: dataURI,
            milliseconds: kind == .video ? MovieLength(movie: Array(data))?.milliseconds : nil)
    }

    private init(file path: String, as kind: Kind, bytesLeft: Int) throws(Failure) {
        func failure(_ what: String) -> Failure {
            Failure(.failed, "--\(kind.rawValue) '\(path)' \(what) (nothing was sent)")
        }
        guard !path.isEmpty else { throw failure("names nothing") }
        var status = stat()
        guard stat(path, &status) == 0 else {
            let reason = String(cString: strerror(errno))
            throw failure("cannot be read: \(reason)\(Media.question(about: path))")
        }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw failure("is a folder, not a file") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw failure("is not a regular file") }
        guard status.st_size > 0 else { throw failure("is empty") }
        // Base64 makes four characters of three bytes.
        guard Int(status.st_size) <= bytesLeft / 4 * 3 else {
            throw Media.tooLarge(path, kind, bytes: Int(status.st_size))
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw failure("cannot be read; check its permissions")
        }
        let bytes = Array(data)
        guard let type = MediaType(bytes: bytes, kind: kind) else {
            throw failure(
                "is not \(kind == .video ? "a video (MP4, MOV, WebM)" : "an image (PNG, JPEG, WebP)")"
            )
        }
        self.init(
            url: "data:\(type.name);base64,\(data.base64EncodedString())",
            milliseconds: kind == .video ? MovieLength(movie: bytes)?.milliseconds : nil)
    }

    /// A path that begins like the name of a host was perhaps meant to be a URL.
    private static func question(about path: String) -> String {
        let host = /[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(:[0-9]+)?\/.*/
        return path.wholeMatch(of: host) == nil ? "" : "; did you mean https://\(path)?"
    }

    private static func tooLarge(_ name: String, _ kind: Kind, bytes: Int? = nil) -> Failure {
        let size = bytes.map { " (\($0 / (1 << 20)) MiB)" } ?? ""
        return Failure(
            .failed,
            "--\(kind.rawValue) \(name)\(size) is too large: image and video may have 64 MiB in all"
                + " as Base64; name an https:// URL instead (nothing was sent)")
    }
}

/// What a file is, by its first bytes: names lie.
struct MediaType {
    let name: String

    init?(bytes: [UInt8], kind: Media.Kind) {
        func has(_ text: String, at offset: Int) -> Bool {
            bytes.dropFirst(offset).prefix(text.utf8.count).elementsEqual(text.utf8)
        }
        switch kind {
        case .video:
            if has("ftyp", at: 4) {
                name = has("qt  ", at: 8) ? "video/quicktime" : "video/mp4"
            } else if ["moov", "mdat", "wide", "free"].contains(where: { has($0, at: 4) }) {
                name = "video/quicktime"
            } else if bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
                name = "video/webm"
            } else if has("RIFF", at: 0), has("AVI ", at: 8) {
                name = "video/x-msvideo"
            } else {
                return nil
            }
        case .image:
            if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
                name = "image/png"
            } else if bytes.starts(with: [0xFF, 0xD8]) {
                name = "image/jpeg"
            } else if has("RIFF", at: 0), has("WEBP", at: 8) {
                name = "image/webp"
            } else if has("GIF8", at: 0) {
                name = "image/gif"
            } else if has("BM", at: 0) {
                name = "image/bmp"
            } else if has("ftyphei", at: 4) || has("ftypmif1", at: 4) || has("ftypavif", at: 4) {
                name = "image/heic"
            } else {
                return nil
            }
        }
    }
}
