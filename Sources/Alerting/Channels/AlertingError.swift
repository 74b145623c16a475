package import Accounting

/// Why a channel of `config.toml` cannot be used: which one, which key, and what to write instead.
///
/// A value that may be a secret is never repeated.
package struct AlertingError: Error, Hashable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case noName
        case repeatedName
        case malformedName(EntryText.Flaw)
        case unknownType(String)
        /// The type needs the key, or the other one of the same meaning.
        case missing(or: String?)
        /// The type does not use the key.
        case unused(type: ChannelType)
        /// Two keys of the same meaning.
        case both(with: String)
        case unknownEvent(String)
        case unknownSeverity(String)
        /// An empty list, with which the channel would get no alert.
        case emptyList
        case variableNotSet(String)
        case fileUnreadable(path: String, reason: String)
        /// Others than its owner can read the file.
        case fileTooOpen(path: String, mode: String)
        /// An empty secret, or one with spaces or control characters.
        case malformedSecret
        case notBase64
        case shortSecret(bytes: Int)
        case address(Address.Flaw)
        case mailAddress
        case command
    }

    package let kind: Kind
    /// The channel's name; its place in the file, such as `2`, when it has none.
    package let channel: String
    package let key: String

    package init(_ kind: Kind, channel: String, key: String) {
        self.kind = kind
        self.channel = channel
        self.key = key
    }

    package var description: String { "alert channel '\(channel)', \(key): \(problem)" }

    private var problem: String {
        switch kind {
        case .noName: "a channel needs a name; write name = \"ops\""
        case .repeatedName: "another channel has this name; give each its own"
        case .malformedName(let flaw): "the name \(flaw.words); write another one"
        case .unknownType(let type):
            "there is no type '\(type)'; write one of \(list(ChannelType.self))"
        case .missing where key == "type":
            "a channel needs a type; write one of \(list(ChannelType.self))"
        case .missing(let other):
            "this type of channel needs it; set \(key)" + (other.map { " or \($0)" } ?? "")
        case .unused(let type): "a channel of type \(type.rawValue) has no use for it; remove it"
        case .both(let other): "\(key) and \(other) say the same thing; remove one of them"
        case .unknownEvent(let event):
            "there is no event '\(event)'; write any of \(list(Alert.Event.self))"
        case .unknownSeverity(let severity):
            "there is no severity '\(severity)'; write info, warning or critical"
        case .emptyList: "an empty list lets nothing through; leave \(key) out to be told of all"
        case .variableNotSet(let name):
            "the environment variable \(name) is not set, or empty; set it where bursar runs"
        case .fileUnreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .fileTooOpen(let path, let mode):
            "\(path) has mode \(mode), so that others can use the secret; run chmod 600 on it"
        case .malformedSecret:
            "the secret is empty, or has spaces or other characters that no secret has; copy it again"
        case .notBase64:
            "the secret is not base64, with or without whsec_ before it; "
                + AlertingError.makeOne
        case .shortSecret(let bytes):
            "the secret has \(bytes) bytes, and Standard Webhooks asks for 24 or more; "
                + AlertingError.makeOne
        case .address(let flaw): "the URL \(flaw.words)"
        case .mailAddress: "this is not one mail address; write something like ops@example.com"
        case .command:
            "a command is a list of its program and arguments, such as [\"/usr/local/bin/page\"];"
                + " none of them empty, no control characters"
        }
    }

    private static let makeOne = "make one with: openssl rand -base64 32"

    private func list<Name: CaseIterable & RawRepresentable<String>>(_ names: Name.Type) -> String {
        names.allCases.map(\.rawValue).joined(separator: ", ")
    }
}
