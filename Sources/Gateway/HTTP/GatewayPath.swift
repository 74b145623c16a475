import Text

/// Where a request goes, by its method and its path.
///
///     GatewayPath(method: "POST", path: "/v2/video/generations")       // .generations
///     GatewayPath(method: "GET", path: "/v1/models")                   // .passing("/v1/models")
package enum GatewayPath: Hashable, Sendable {
    /// The video endpoint under any of its names: a POST submits, a GET polls.
    case generations
    /// A path of the provider that is only read.
    case passing(String)
    case health, readiness
    /// A path that is known, and another method.
    case otherMethod(allowed: String)
    case unknown
}
