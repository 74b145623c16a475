import Text
package import Transport

/// Where the provider's API is: a scheme, a host and perhaps a path, without the version.
///
/// A trailing `/`, `/v1` or `/v2` is dropped: base URLs of other clients have one.
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
        guard let parts = URLParts(text.trimmed), ["https", "http"].contains(parts.scheme) else {
            throw error(.scheme)
        }
        guard parts.credentials == nil else { throw error(.credentials) }
        switch parts.authority.flaw {
        case .host: throw error(.host)
        case .port: throw error(.port)
        case nil: break
        }
        guard !parts.rest.utf8.contains(where: { "?#".utf8.contains($0) }) else {
            throw error(.query)
        }
        guard parts.rest.utf8.allSatisfy(ProviderEndpoint.isPathByte) else { throw error(.path) }

        isSecure = parts.scheme == "https"
        authority = parts.authority.description.lowercased()
        path = String(ProviderEndpoint.withoutVersion(parts.rest[...]))
        let start = "\(parts.scheme)://\(authority)"
        baseURL = start + path
        shown = start + ProviderEndpoint.shown(path: path)
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
