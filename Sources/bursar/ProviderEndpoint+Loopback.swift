import Provider

extension ProviderEndpoint {
    /// Whether the host is this machine by its name or number, so that nothing leaves it.
    var isLoopback: Bool {
        if authority.first == "[" {
            let address = authority.dropFirst().prefix { $0 != "]" }
            let groups = address.split(separator: ":").filter { !$0.allSatisfy { $0 == "0" } }
            return groups.count == 1 && groups[0].drop { $0 == "0" } == "1"
                && address.hasSuffix(groups[0])
        }
        let host = authority.prefix { $0 != ":" }
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
    }
}
