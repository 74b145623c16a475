import Accounting
import Foundation
import Text
import Transport

/// Where a medium is, as an argument names it.
enum MediaAddress: Equatable {
    /// An `https://` URL, which the provider fetches.
    case url(String)
    /// A `data:` URI, as it was written.
    case data(String)
    /// A path of this machine.
    case file(String)

    /// Spaces and line ends around a URL, as copying leaves them, are dropped; a path may have them.
    init(_ argument: String) throws(MediaAddressError) {
        let text = MediaAddress.trimmed(argument)
        let scheme = MediaAddress.scheme(of: text)
        if DataURI.isOne(text) {
            self = .data(text)
        } else if scheme == "file" {
            self = .file(try MediaAddress.path(ofFileURL: text))
        } else if scheme == "https" {
            try MediaAddress.check(text)
            self = .url(text)
        } else if let scheme, text.dropFirst(scheme.count).hasPrefix("://") {
            throw scheme == "http" ? .unencrypted : .scheme(scheme)
        } else {
            self = .file(argument)
        }
    }

    /// What messages call it: the name of the file, without the query of a URL, which may be signed.
    var name: String {
        switch self {
        case .url(let url):
            let path = url.prefix { !"?#".contains($0) }
            return path.split(separator: "/").last.map(String.init) ?? url
        case .data: return "the data URI"
        case .file(let path): return path.split(separator: "/").last.map(String.init) ?? path
        }
    }

    /// What comes before `://`, or before the colon of a `file:` URL, in small letters.
    private static func scheme(of text: String) -> String? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon].lowercased()
        guard let first = scheme.first, first.isASCII, first.isLetter,
            scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }),
            text[colon...].hasPrefix("://") || (scheme == "file" && text[colon...].hasPrefix(":/"))
        else { return nil }
        return scheme
    }

    /// - Throws: for a URL that the provider could not fetch as it stands.
    static func check(_ url: String) throws(MediaAddressError) {
        if let stray = url.unicodeScalars.first(where: isBlank) { throw .blank(stray) }
        // Any name is taken: the provider looks it up.
        guard let authority = URLParts(url)?.authority, !authority.host.isEmpty,
            authority.port == nil || authority.portNumber != nil
        else { throw .invalid }
    }

    /// `file:///clips/a%20b.mp4`, also with `localhost`, is the path of that file.
    private static func path(ofFileURL text: String) throws(MediaAddressError) -> String {
        var rest = text.dropFirst("file:".count)
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            if rest.lowercased().hasPrefix("localhost/") { rest = rest.dropFirst(9) }
        }
        guard rest.hasPrefix("/"), let path = String(rest).removingPercentEncoding,
            !path.unicodeScalars.contains("\0")
        else { throw .fileURL }
        return path
    }

    static func trimmed(_ text: String) -> String { text.trimmed(where: isBlank) }

    /// Spaces of any width, line ends, other control characters, and the byte order mark.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            || scalar.properties.generalCategory == .format
    }
}

/// Why an argument names no medium that can be sent.
enum MediaAddressError: Error, Equatable {
    case unencrypted
    /// Something that the provider does not fetch: `s3`, `gs`, `ftp`.
    case scheme(String)
    /// A space or a control character inside.
    case blank(Unicode.Scalar)
    case invalid
    case fileURL

    /// What is wrong and what to do, after the argument.
    var words: String {
        switch self {
        case .unencrypted: return "must begin with https://, because the provider fetches it"
        case .scheme(let scheme):
            let signing: [String: String] = [
                "s3": "sign it (aws s3 presign) and name the https:// URL",
                "gs": "sign it (gcloud storage sign-url) and name the https:// URL",
            ]
            return "is not fetched by the provider, which takes https:// alone;"
                + " \(signing[scheme] ?? "name an https:// URL"), or download it and name the file"
        case .blank(" "): return "is not a valid URL: it holds a space; write it as %20"
        case .blank(let scalar):
            return "is not a valid URL: it holds the invisible character \(scalar.codePoint);"
                + " copy it again"
        case .invalid: return "is not a valid URL"
        case .fileURL: return "names no file of this machine; write file:///path or the path alone"
        }
    }
}
