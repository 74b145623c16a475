import Text
package import Transport

/// Where the provider's API is: a scheme, a host and perhaps a path, without the version.
///
/// A trailing `/`, `/v1` or `/v2` is dropped, because people copy base URLs of other clients.
///
///     try ProviderEndpoint(parsing: "https://api.aimlapi.com/v2/").baseURL
///     // "https://api.aimlapi.com"
package struct ProviderEndpoint: Sendable, Hashable {
    package static let defaultText = "https://api.aimlapi.com"

    /// Without a slash at the end. Its path may be a key, as some proxies have it.
    package let baseURL: String
    /// For people and logs: the base URL with `…` for every part of its path.
    package let shown: String
    /// The path of the base URL, without the version; empty without one.
    let path: String
    /// The host, with the port when the URL names one: what messages call the provider.
    package let authority: String
    package let isSecure: Bool

    package var peer: Peer { Peer(authority: authority, isSecure: isSecure) }

    /// - Throws: ``ProviderConfigurationError``, which names the value, but for what may be a secret in
    ///   it, and what to set instead.
    package init(parsing text: String) throws(ProviderConfigurationError) {
        func error(_ kind: ProviderConfigurationError.Kind) -> ProviderConfigurationError {
            ProviderConfigurationError(kind: kind, value: text)
        }
        var rest = text.trimmed[...]

        let scheme: String
        switch rest.lowercased() {
        case let url where url.hasPrefix("https://"): scheme = "https://"
        case let url where url.hasPrefix("http://"): scheme = "http://"
        default: throw error(.scheme)
        }
        rest = rest.dropFirst(scheme.count)

        let authority = rest.prefix { !"/?#".contains($0) }
        rest = rest.dropFirst(authority.count)
        guard !authority.contains("@") else { throw error(.credentials) }
        let (host, port) = ProviderEndpoint.split(authority)
        guard ProviderEndpoint.isHost(host) else { throw error(.host) }
        if let port {
            guard port.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(port),
                (1...65535).contains(number)
            else { throw error(.port) }
        }
        guard !rest.unicodeScalars.contains(where: { $0 == "?" || $0 == "#" }) else {
            throw error(.query)
        }
        guard rest.utf8.allSatisfy(ProviderEndpoint.isPathByte) else { throw error(.path) }

        self.isSecure = scheme == "https://"
        self.authority = authority.lowercased()
        path = String(ProviderEndpoint.withoutVersion(rest))
        baseURL = scheme + self.authority + path
        shown = scheme + self.authority + ProviderEndpoint.shown(path: path)
    }

    /// Without what may be a key in it: every part but `v1` and the like.
    static func shown(path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            let isVersion =
                part.first == "v" && (2...3).contains(part.utf8.count)
                && part.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
            return part.isEmpty || isVersion ? String(part) : "…"
        }.joined(separator: "/")
    }

    /// Splits `host:port` and `[v6]:port`; the port is nil when there is none.
    private static func split(_ authority: Substring) -> (host: Substring, port: Substring?) {
        let afterHost =
            authority.first == "["
            ? authority.lastIndex(of: "]").map { authority.index(after: $0) }
            : authority.firstIndex(of: ":")
        guard let end = afterHost, end < authority.endIndex else { return (authority, nil) }
        let host = authority[..<end]
        // Anything but a colon after an IPv6 address leaves a host that is refused.
        guard authority[end] == ":" else { return (authority, nil) }
        return (host, authority[authority.index(after: end)...])
    }

    private static func isHost(_ host: Substring) -> Bool {
        if host.first == "[", host.last == "]" {
            let address = host.dropFirst().dropLast()
            return address.contains(":")
                && address.allSatisfy { $0.isASCII && ($0.isHexDigit || $0 == ":" || $0 == ".") }
        }
        return !host.isEmpty && host.first != "." && host.first != "-"
            && host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
    }

    /// Letters, digits, and the marks that a path may hold unescaped.
    private static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func withoutVersion(_ path: Substring) -> Substring {
        func withoutSlashes(_ path: Substring) -> Substring {
            var path = path
            while path.last == "/" { path.removeLast() }
            return path
        }
        let trimmed = withoutSlashes(path)
        guard trimmed.hasSuffix("/v1") || trimmed.hasSuffix("/v2") else { return trimmed }
        return withoutSlashes(trimmed.dropLast(3))
    }
}

extension ProviderEndpoint: CustomStringConvertible, CustomReflectable {
    package var description: String { shown }
    package var customMirror: Mirror { Mirror(self, children: ["endpoint": shown]) }
}
