import Transport

/// Where a page of a browser was loaded from, as its `Origin` header says.
enum PageOrigin {
    /// Whether it is the host that the request is sent to.
    ///
    /// The scheme is the page's: a proxy may have taken TLS off.
    ///
    ///     PageOrigin.isSame("https://videos.lan", as: "videos.lan")   // true
    static func isSame(_ origin: String, as host: String) -> Bool {
        guard let parts = URLParts(origin), parts.credentials == nil, parts.rest.isEmpty,
            parts.authority.flaw == nil, ["http", "https"].contains(parts.scheme)
        else { return false }
        let standard = parts.scheme == "https" ? 443 : 80
        let host = Authority(host)
        return parts.authority.host.lowercased() == host.host.lowercased()
            && (parts.authority.portNumber ?? standard) == (host.portNumber ?? standard)
    }
}
