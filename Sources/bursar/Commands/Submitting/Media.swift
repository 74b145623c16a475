import Accounting
import Foundation
import Text

/// An image or a video as it is named on the command line: a URL, a data URI, or a local file.
struct Media {
    enum Kind: String {
        case image, video
    }

    /// What is sent: the URL, or the data URI.
    let url: String
    /// The most that a video states of its length; nil for a URL and where none is stated.
    let milliseconds: Int?

    /// The most that an image and a video may have together, as they are sent.
    static let largestBytes = 64 << 20

    /// Reads what the argument names. The size is looked at before anything is read.
    ///
    /// - Parameter bytesLeft: what the other medium leaves of ``largestBytes``.
    init(_ argument: String, as kind: Kind, bytesLeft: Int) throws(Failure) {
        let address: MediaAddress
        do {
            address = try MediaAddress(argument)
        } catch {
            throw Failure(
                .failed, "--\(kind.rawValue) \(argument) \(error.words) (nothing was sent)")
        }
        switch address {
        case .url(let url): self.init(url: url, milliseconds: nil)
        case .data(let text): try self.init(dataURI: text, as: kind, bytesLeft: bytesLeft)
        case .file(let path): try self.init(file: path, as: kind, bytesLeft: bytesLeft)
        }
    }

    private init(url: String, milliseconds: Int?) {
        self.url = url
        self.milliseconds = milliseconds
    }

    private init(dataURI text: String, as kind: Kind, bytesLeft: Int) throws(Failure) {
        guard text.utf8.count <= bytesLeft else { throw Media.tooLarge("the data URI", kind) }
        guard let uri = DataURI(parsing: text) else {
            throw Failure(
                .failed,
                "--\(kind.rawValue): the data URI is not Base64; write data:TYPE;base64,… (nothing"
                    + " was sent)")
        }
        // The contents give the type of both, and the length of a video.
        guard kind == .video else {
            self.init(url: uri.text, milliseconds: nil)
            return
        }
        let type: MediaType
        do {
            type = try MediaType(bytes: uri.bytes, kind: kind)
        } catch {
            throw Failure(
                .failed, "--\(kind.rawValue): the data URI \(error.words(kind)) (nothing was sent)")
        }
        self.init(url: uri.text, milliseconds: type.milliseconds)
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
        let type: MediaType
        do {
            type = try MediaType(bytes: Array(data), kind: kind)
        } catch {
            throw failure(error.words(kind))
        }
        self.init(
            url: "data:\(type.name);base64,\(data.base64EncodedString())",
            milliseconds: type.milliseconds)
    }

    /// A path that begins like the name of a host was perhaps meant to be a URL; spaces and line ends
    /// come along when a name is copied.
    private static func question(about path: String) -> String {
        let trimmed = MediaAddress.trimmed(path)
        if trimmed != path, FileManager.default.fileExists(atPath: trimmed) {
            return "; did you mean '\(trimmed)'?"
        }
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
