/// A URL with `//` in its parts, split at the bytes that RFC 3986 names and not judged yet.
///
/// By bytes, because a mark that combines with a `?` or an `@` hides it from Swift's characters.
///
///     URLParts("HTTPS://me:word@Host:80/path?x")
///     // "https", "me:word", host "Host", port "80", "/path?x"
package struct URLParts: Hashable, Sendable {
    /// In lower case.
    package let scheme: String
    /// What stands before the last `@` of the authority; nil without one.
    package let credentials: String?
    package let authority: Authority
    /// The path, the query and the fragment, as they stand.
    package let rest: String

    /// Nil without `://`.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard let mark = bytes.firstRange(of: Array("://".utf8)) else { return nil }
        let afterScheme = bytes[mark.upperBound...]
        let authority = afterScheme.prefix { !"/?#".utf8.contains($0) }
        let at = authority.lastIndex(of: UInt8(ascii: "@"))
        func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
        scheme = string(bytes[..<mark.lowerBound]).lowercased()
        credentials = at.map { string(authority[..<$0]) }
        self.authority = Authority(
            string(authority[(at.map { $0 + 1 } ?? authority.startIndex)...]))
        rest = string(afterScheme[authority.endIndex...])
    }
}
