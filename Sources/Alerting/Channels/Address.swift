import Text
import Transport

/// An `http://` or `https://` URL, which is a secret: it is all that is needed to write to the channel.
///
/// What prints it prints scheme and host.
///
///     let address = try Address(parsing: "https://hooks.slack.com/services/T0/B0/x")
///     "\(address)"        // "https://hooks.slack.com/…"
package struct Address: Hashable, Sendable {
    /// Why a text is no such URL.
    package enum Flaw: Error, Hashable, Sendable {
        case scheme, credentials, host, port, fragment, characters
    }

    package let scheme: String
    /// The host in lower case, with the port when the URL names one.
    package let authority: String
    private let path: String
    /// With its `?`; empty without one.
    private let query: String

    /// The whole URL, for the transport only.
    package var url: String { "\(scheme)://\(authority)\(path)\(query)" }

    package init(parsing text: String) throws(Flaw) {
        guard let parts = URLParts(text.trimmed), ["https", "http"].contains(parts.scheme) else {
            throw .scheme
        }
        guard parts.credentials == nil else { throw .credentials }
        switch parts.authority.flaw {
        case .host: throw .host
        case .port: throw .port
        case nil: break
        }
        guard !parts.rest.utf8.contains(UInt8(ascii: "#")) else { throw .fragment }
        guard parts.rest.utf8.allSatisfy(Address.isURLByte) else { throw .characters }
        scheme = parts.scheme
        authority = parts.authority.description.lowercased()
        let path = parts.rest.prefix { $0 != "?" }
        self.path = String(path)
        query = String(parts.rest.dropFirst(path.count))
    }

    private init(_ address: Address, path: String, query: String) {
        scheme = address.scheme
        authority = address.authority
        self.path = path
        self.query = query
    }

    /// The address with this path at its end; itself when it has that already.
    func ending(with end: String) -> Address {
        var path = path[...]
        while path.last == "/" { path.removeLast() }
        return Address(self, path: path.hasSuffix(end) ? String(path) : path + end, query: query)
    }

    /// The address with one more parameter, unless it names it already.
    func adding(_ name: String, _ value: String) -> Address {
        let names = query.dropFirst().split(separator: "&").map { $0.prefix { $0 != "=" } }
        guard !names.contains(where: { $0 == name }) else { return self }
        let mark = query.isEmpty ? "?" : query == "?" ? "" : "&"
        return Address(self, path: path, query: "\(query)\(mark)\(name)=\(value)")
    }
}

extension Address: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(scheme)://\(authority)/…" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
