extension Fault {
    /// What can be done about it, by its name; nil where nothing is to be added to its message.
    package var advice: Advice? {
        switch kind {
        case .keyRefused, .badKey: .checkKey
        case .tlsFailed: .checkBaseURL
        case .nameLookupFailed, .connectionRefused, .unreachable, .connectTimeout, .proxyFailed:
            .checkConnection
        case .unclaimedGeneration, .generationTaken: .resolve(nil)
        case .notCharged, .clock, .unreadableRows, .lateAnswer, .ledger: nil
        case nil: isRedirect ? .checkBaseURL : nil
        }
    }

    /// An answer of the 3xx class, which no endpoint of the provider gives.
    private var isRedirect: Bool {
        name.hasPrefix("http_3") && name.utf8.count == "http_3xx".utf8.count
    }
}
