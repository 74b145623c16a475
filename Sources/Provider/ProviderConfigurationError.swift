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
        /// A `?`, a `#` or characters that no path can carry.
        case path
    }

    package let kind: Kind
    /// The base URL as it was given.
    package let value: String

    package var description: String {
        switch kind {
        case .scheme: "the base URL '\(shown)' does not begin with https:// or http://; \(remedy)"
        case .host: "the base URL '\(shown)' has no valid host; \(remedy)"
        case .port: "the base URL '\(shown)' has no valid port (1 to 65535); \(remedy)"
        case .credentials:
            "the base URL holds a name or password; put the key into AIMLAPI_API_KEY, and \(remedy)"
        case .path: "the base URL '\(shown)' must end with its host or a plain path; \(remedy)"
        }
    }

    private var remedy: String {
        "set AIMLAPI_BASE_URL to something like \(ProviderEndpoint.defaultText)"
    }

    private var shown: String { Line.of(value, limit: 120) }
}
