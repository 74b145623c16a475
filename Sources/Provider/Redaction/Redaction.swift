import Text
import Transport

/// The one rule by which the words of an answer may be kept and shown.
///
/// | in the words | shown |
/// |---|---|
/// | the key, or 12 bytes of it in a row | `[key]` |
/// | 20 bytes in a row of the order's prompt, or a whole prompt of 8 to 19 bytes | `[prompt]` |
/// | the like of its media, URLs or data URIs | `[image_url]`, `[video_url]` |
/// | a part of the path of the base URL, of 8 bytes or more | `[base_url]` |
/// | any other `data:` URI | `data:image/png…` |
/// | the query and the fragment of any other URL | `https://host/path…` |
///
/// What is compared is plain, or escaped for JSON or for a URL; case and the kind of blanks make no
/// difference. A prompt below 8 bytes, or a key below 4, is not looked for: so little is in ordinary
/// words by chance. Words are hidden before they are cut to a line, as half of a text is not found.
package struct Redaction: Sendable {
    private let key: Secret
    private let texts: [Secret]

    /// - Parameters:
    ///   - request: the order that was answered; nil where it is not known any more.
    ///   - path: of the base URL, where some proxies have their key.
    package init(key: APIKey, request: VideoRequest? = nil, path: String = "") {
        self.key = key.withText(Secret.key)
        let parts = path.split(separator: "/").map {
            Secret.text(String($0), shownAs: "[base_url]")
        }
        texts = parts + (request.map(Redaction.texts) ?? [])
    }

    /// The same, which also hides the texts of an order.
    func hiding(_ request: VideoRequest) -> Redaction {
        Redaction(key: key, texts: texts + Redaction.texts(of: request))
    }

    private static func texts(of request: VideoRequest) -> [Secret] {
        [
            ("[prompt]", request.prompt), ("[image_url]", request.imageURL),
            ("[video_url]", request.videoURL),
        ].compactMap { name, text in text.map { Secret.text($0, shownAs: name) } }
    }

    private init(key: Secret, texts: [Secret]) {
        self.key = key
        self.texts = texts
    }

    /// One line of the text, of at most so many unicode scalars, and safe to keep.
    package func line(_ text: String, limit: Int = Line.defaultLimit) -> String {
        let line = Line.of(text, limit: Secret.longest)
        let shown = Links.shortened(hidden([key] + texts, in: Array(line.utf8)))
        return Line.of(String(decoding: shown, as: UTF8.self), limit: limit)
    }

    /// The text with nothing but the key hidden in it.
    func withoutKey(_ text: String) -> String {
        holdsKey(text)
            ? String(decoding: hidden([key], in: Array(text.utf8)), as: UTF8.self) : text
    }

    /// The same of a body, byte for byte else. One over 64 KiB is searched for the key as it is written
    /// alone.
    func withoutKey(_ bytes: [UInt8]) -> [UInt8] {
        guard key.text.utf8.count >= 8 else { return bytes }
        guard bytes.count <= 65_536 else {
            return bytes.replacing(Array(key.text.utf8), with: Array(key.name.utf8))
        }
        let runs = key.runs(in: Secret.folded(bytes))
        return runs.isEmpty ? bytes : hidden([key], in: bytes)
    }

    /// Whether a text that is more than words, such as an id, holds the key. A placeholder below 8
    /// bytes, such as `sandbox`, is no reason to do without it.
    func holdsKey(_ text: String) -> Bool {
        key.text.utf8.count >= 8 && !key.runs(in: Secret.folded(text)).isEmpty
    }

    /// Where several secrets overlap, as URLs of one host do, the longest gives its name to all.
    private func hidden(_ secrets: [Secret], in text: [UInt8]) -> [UInt8] {
        let folded = Secret.folded(text)
        let runs = secrets.flatMap { secret in
            secret.runs(in: folded).map { (range: $0, name: secret.name) }
        }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        var shown: [UInt8] = []
        var rest = 0
        var next = runs[...]
        while let first = next.popFirst() {
            var end = first.range.upperBound
            var longest = first
            while let other = next.first, other.range.lowerBound < end {
                end = max(end, other.range.upperBound)
                if other.range.count > longest.range.count { longest = other }
                next.removeFirst()
            }
            shown += text[rest..<first.range.lowerBound] + Array(longest.name.utf8)
            rest = end
        }
        return shown + text[rest...]
    }
}
