package import Accounting
import Text
import Transport

/// Why the provider cannot be called as it is configured: the value, and what is wrong with it.
package struct ProviderConfigurationError: AdvisedError, Hashable {
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
        case .scheme: "\(subject) does not begin with https:// or http://"
        case .host: "\(subject) has no valid host"
        case .port: "\(subject) has no valid port (1 to 65535)"
        case .credentials: "\(subject) holds a name or password"
        case .query: "\(subject) holds a query ('?') or a fragment ('#')"
        case .path: "\(subject) must end with its host or a plain path"
        }
    }

    package var advice: Advice? {
        switch kind {
        case .credentials, .query: .setKeyAndBaseURL(example: ProviderEndpoint.defaultText)
        case .scheme, .host, .port, .path: .setBaseURL(example: ProviderEndpoint.defaultText)
        }
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
