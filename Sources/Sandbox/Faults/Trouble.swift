import LosslessJSON

/// How the books misbehave for their next calls: an element of `trouble`, or a flag's value.
///
///     {"endpoint":"logs","kind":"429","times":3,"skip":1,"retry_after_seconds":2}
///     logs=429:3
///
/// | kind | what a call answers |
/// |---|---|
/// | `400` … `599` | that status, with `retry_after_seconds` when it is said |
/// | `html` `empty` `null` | 200 with a page, no bytes, or `null` |
/// | `torn` `reset` `hang` | half of the body; a reset; nothing |
/// | `slow` | the answer, after `delay_seconds` (3) |
/// | `repeat` | the rows of the page before once more; a first page is well, but counted: see `skip` |
/// | `endless` | `has_more`, and a next cursor, whether there is more or not |
/// | `shift` | the page after a row arrived: the log really gets one, a stranger's failed request of a minute ago; the transactions begin with the last row of the page before |
/// | `grow` | as `shift`, and the transactions really get one as well: a stranger's charge of $0.10, now |
package struct Trouble: Hashable, Sendable {
    let endpoint: Endpoint
    let kind: Kind
    /// How many calls it lasts.
    var times = 1
    /// How many calls are well before it.
    var skip = 0
    var retryAfterSeconds: Int?
    var delay: Duration = .seconds(3)

    /// What can misbehave; `billing` is both forms of the balance.
    enum Endpoint: String, CaseIterable, Sendable {
        case logs, transactions, billing, key, models, poll

        var hasPages: Bool { self == .logs || self == .transactions }
    }

    enum Kind: Hashable, Sendable {
        case status(Int)
        case html, empty, null, torn, reset, hang, slow, repeats, endless, shift, grows

        init?(_ text: String) {
            switch text {
            case "slow": self = .slow
            case "repeat": self = .repeats
            case "endless": self = .endless
            case "shift": self = .shift
            case "grow": self = .grows
            default:
                switch PollFault(text) {
                case .status(let status): self = .status(status)
                case .html: self = .html
                case .empty: self = .empty
                case .null: self = .null
                case .torn: self = .torn
                case .reset: self = .reset
                case .hang: self = .hang
                case .notANumber, .duplicate, .deep, nil: return nil
                }
            }
        }

        var needsPages: Bool { self == .repeats || self == .endless || shifts }

        var shifts: Bool { self == .shift || self == .grows }
    }

    init(_ fields: Fields) throws(Rejection) {
        try fields.allow(only: [
            "endpoint", "kind", "times", "skip", "retry_after_seconds", "delay_seconds",
        ])
        endpoint = try fields.required(fields.word("endpoint", Endpoint.self), "endpoint")
        let word = try fields.required(fields.text("kind"), "kind")
        guard let kind = Kind(word), endpoint.hasPages || !kind.needsPages else {
            throw fields.wrong("kind", "The sandbox does not know '\(word)' for this endpoint")
        }
        self.kind = kind
        times = try fields.integer("times", in: 1...1_000_000) ?? 1
        skip = try fields.integer("skip", in: 0...1_000_000) ?? 0
        retryAfterSeconds = try fields.integer("retry_after_seconds", in: 0...86_400)
        delay = try fields.span("delay_seconds") ?? .seconds(3)
    }

    /// Reads `logs=429`, or `logs=429:3` for three calls; nil for anything else.
    package init?(_ text: String) {
        let halves = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard halves.count == 2, let endpoint = Endpoint(rawValue: halves[0]) else { return nil }
        let parts = halves[1].split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let kind = Kind(String(parts[0])),
            endpoint.hasPages || !kind.needsPages
        else { return nil }
        self.endpoint = endpoint
        self.kind = kind
        if parts.count == 2 {
            guard let times = Int(parts[1]), (1...1_000_000).contains(times) else { return nil }
            self.times = times
        }
    }
}
