/// What a mistake in `config.toml` leaves unknown.
enum ConfigPart: Hashable, Sendable, CaseIterable {
    case ledger
    case provider
    /// All or a part of what alerts need.
    case alerts
    /// Which channels there are.
    case channels
}

extension Set<ConfigPart> {
    static let all = Set(ConfigPart.allCases)
}

/// A mistake in `config.toml`: the sentence that names it, and what it leaves unknown.
///
/// A command fails for a part that it needs. It warns of the rest, and goes on.
struct ConfigFault: Sendable {
    /// With the file, and the line where there is one.
    let message: String
    let parts: Set<ConfigPart>
    /// The channel that it stands in.
    let channel: String?

    init(_ message: String, _ parts: Set<ConfigPart>, channel: String? = nil) {
        self.message = message
        self.parts = parts
        self.channel = channel
    }

    /// Whether it concerns alerts alone.
    var isOfAlertsAlone: Bool {
        parts.contains(.alerts) && parts.isDisjoint(with: [.provider, .ledger])
    }

    var failure: Failure { Failure(.failed, message) }
}

extension [ConfigFault] {
    /// Why a part cannot be known; nil where it is.
    func failure(of part: ConfigPart, unless remedy: String) -> Failure? {
        first { $0.parts.contains(part) }.map { Failure(.failed, "\($0.message); \(remedy)") }
    }
}
