extension Address {
    static func check(authority: Substring) throws(Flaw) {
        var host = authority
        if host.first == "[" {
            guard let end = host.firstIndex(of: "]") else { throw .host }
            try check(port: host[host.index(after: end)...])
            host = host[host.index(after: host.startIndex)..<end]
            guard host.contains(":"),
                host.allSatisfy({ $0.isASCII && ($0.isHexDigit || ":.".contains($0)) })
            else {
                throw .host
            }
            return
        }
        if let colon = host.firstIndex(of: ":") {
            try check(port: host[colon...])
            host = host[..<colon]
        }
        let isHost = host.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0))
        }
        guard let first = host.first, isHost, first != ".", first != "-" else { throw .host }
    }

    /// Nothing, or a colon and a number from 1 to 65535.
    private static func check(port: Substring) throws(Flaw) {
        guard !port.isEmpty else { return }
        let digits = port.dropFirst()
        guard port.first == ":", digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let number = Int(digits), (1...65_535).contains(number)
        else { throw .port }
    }

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
