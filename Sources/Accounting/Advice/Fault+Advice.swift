extension Fault {
    /// What can be done about it; nil where its message says all there is to say.
    ///
    /// It follows from the name: what the ledger has recorded of a fault is its name and its message.
    package var advice: Advice? {
        switch name {
        case "http_401", "bad_key": .checkKey
        case "tls_failed": .checkBaseURL
        case _ where name.hasPrefix("http_3") && name.utf8.count == "http_3xx".utf8.count:
            .checkBaseURL
        case "name_lookup_failed", "connection_refused", "unreachable", "connect_timeout",
            "proxy_failed":
            .checkConnection
        case "unclaimed_generation", "generation_taken": .resolve(nil)
        default: nil
        }
    }
}
