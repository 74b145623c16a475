import Transport

/// What a gateway may be called: its IP addresses, localhost, and names that are given.
///
/// A page of the web can make its own name point to 127.0.0.1 and then counts as the gateway's own
/// in the browser. It cannot choose the name that the browser sends: so names are a closed list.
package struct HostNames: Hashable, Sendable {
    /// In lower case, without a dot at the end.
    private let names: Set<String>

    /// - Parameters:
    ///   - bound: the host that is listened on, a name or an address.
    ///   - others: names that a proxy or a network has for this machine.
    package init(bound: String, others: [String] = []) {
        names = Set(([bound] + others).map(HostNames.plain))
    }

    /// False for what is no host and perhaps a port.
    package func contains(_ text: String) -> Bool {
        let authority = Authority(text)
        guard authority.flaw == nil else { return false }
        return authority.isIPAddress || authority.isLoopback
            || names.contains(HostNames.plain(authority.host))
    }

    private static func plain(_ name: String) -> String {
        let lower = name.lowercased()
        return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }
}
