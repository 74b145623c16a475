extension Address {
    /// What a path or a query holds unescaped, and the `%` of what is escaped (RFC 3986).
    static func isURLByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"<>\\^`{|}".utf8.contains(byte)
    }
}

extension Address.Flaw {
    /// What is wrong and what to do, after "the URL".
    var words: String {
        switch self {
        case .scheme: "does not begin with https:// or http://; copy it whole"
        case .credentials: "holds a name or password before its host; remove them"
        case .host: "has no valid host; copy it whole"
        case .port: "has no valid port (1 to 65535)"
        case .fragment: "holds a fragment ('#'), which is never sent; remove it"
        case .characters: "holds spaces or characters that belong percent-encoded; copy it again"
        }
    }
}
