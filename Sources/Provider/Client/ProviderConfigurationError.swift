import Text
import Transport

/// Why the provider cannot be called as it is configured: the value, and what to do about it.
package struct ProviderConfigurationError: Error, Hashable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// Not `http://` or `https://`.
        case scheme
        /// No host, or one that no URL can carry.
        case host
        /// A port outside 1 to 65535.
        case port
        /// A name or password before the host; the value is not repeated, it may be a secret.
        case credentials
        /// A `?` or a `#`; what follows is not repeated, it may be a secret.
        case query
        /// Characters that no path can carry.
        case path
    }

    package let kind: Kind
    /// The base URL as it was given.
    package let value: String

    package var description: String {
        switch kind {
        case .scheme: "\(subject) does not begin with https:// or http://; \(remedy)"
        case .host: "\(subject) has no valid host; \(remedy)"
        case .port: "\(subject) has no valid port (1 to 65535); \(remedy)"
        case .credentials:
            "\(subject) holds a name or password; put the key into AIMLAPI_API_KEY, and \(remedy)"
        case .query:
            "\(subject) holds a query ('?') or a fragment ('#'); put the key into AIMLAPI_API_KEY, and"
                + " \(remedy)"
        case .path: "\(subject) must end with its host or a plain path; \(remedy)"
        }
    }

    private var remedy: String {
        "set AIMLAPI_BASE_URL to something like \(ProviderEndpoint.defaultText)"
    }

    /// The URL as far as it can hold no secret: without what follows a `?` or a `#`, and with `…` for the
    /// parts of its path. One with an `@`, which ends a password, or a single word, which may be the key
    /// itself, is not shown.
    private var subject: String {
        let scalars = value.unicodeScalars
        let shown = scalars.prefix { $0 != "?" && $0 != "#" }
        guard !scalars.contains("@"), shown.contains(where: { $0 == "." || $0 == ":" || $0 == "/" })
        else { return "the base URL" }
        let mark = shown.endIndex < scalars.endIndex ? "…" : ""
        let text = ProviderConfigurationError.withoutPath(String(shown))
        return "the base URL '\(Line.of(text, limit: 120))\(mark)'"
    }

    private static func withoutPath(_ url: String) -> String {
        let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
        guard let slash = url[start...].firstIndex(of: "/") else { return url }
        return url[..<slash] + ProviderEndpoint.shown(path: String(url[slash...]))
    }
}
