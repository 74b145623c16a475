/// The path and the query of a request, read strictly: there is one way to write a path.
///
/// A path that two programs could read differently is none: with `%`, `;`, `\`, an empty part, `.`
/// or `..`, a control character, or what is not ASCII. No path that is served needs any of these.
///
///     RequestTarget("/v2/video/generations/?generation_id=a")?.path   // "/v2/video/generations"
///     RequestTarget("/v2/video%2Fgenerations")                        // nil
package struct RequestTarget: Hashable, Sendable {
    /// From its `/` on, without the one `/` that may stand at the end.
    package let path: String
    /// Without its `?`, as it stands; nil without one. Printable ASCII without `#`.
    package let query: String?

    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        let path = bytes.prefix { $0 != UInt8(ascii: "?") }
        let query = bytes[path.endIndex...]
        guard path.first == UInt8(ascii: "/"), path.allSatisfy(RequestTarget.isOfPath),
            query.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") })
        else { return nil }
        var parts = path.dropFirst().split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        let dots = [[UInt8(ascii: ".")], [UInt8(ascii: "."), UInt8(ascii: ".")]]
        guard parts.allSatisfy({ !$0.isEmpty && !dots.contains(Array($0)) }) else { return nil }
        self.path = "/" + parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
        self.query = query.isEmpty ? nil : String(decoding: query.dropFirst(), as: UTF8.self)
    }

    /// What RFC 3986 lets stand in a part of a path, without `%` and `;`; and the `/` between them.
    private static func isOfPath(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "/-._~!$&'()*+,=:@".utf8.contains(byte)
        }
    }
}
