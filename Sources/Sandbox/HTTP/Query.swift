import Accounting
import Text

/// The parameters of a URL, decoded, in order, repeats kept.
struct Query: Hashable, Sendable {
    let items: [Item]

    struct Item: Hashable, Sendable {
        let name: String
        let value: String
    }

    init(parsing text: String) {
        items = text.split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Item(
                name: halves[0].percentDecoded(plusIsSpace: true),
                value: halves.count == 2 ? halves[1].percentDecoded(plusIsSpace: true) : "")
        }
    }

    subscript(name: String) -> String? { items.first { $0.name == name }?.value }

    func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

    /// - Throws: a 400 that names the first parameter outside the list.
    func allow(only names: Set<String>) throws(Rejection) {
        if let stranger = items.first(where: { !names.contains($0.name) }) {
            throw .badRequest("Unknown query parameter '\(stranger.name)'.")
        }
    }

    /// A whole number within a range, or the default when the parameter is absent.
    func integer(_ name: String, in range: ClosedRange<Int>, default fallback: Int)
        throws(Rejection) -> Int
    {
        guard let text = self[name] else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            throw .badRequest(
                "'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// Whether an instant must say its offset from UTC.
    enum Zone { case required, assumedUTC }

    /// An ISO 8601 instant, or nil when the parameter is absent.
    func instant(_ name: String, zone: Zone) throws(Rejection) -> Instant? {
        guard let text = self[name] else { return nil }
        // Where UTC may be assumed, the time may be missing as well.
        let readings =
            zone == .required ? [text] : [text, "\(text)Z", "\(text)T00:00:00Z"]
        guard let instant = readings.lazy.compactMap({ Instant($0) }).first else {
            throw .badRequest("'\(name)' must be an ISO 8601 date and time.")
        }
        return instant
    }
}
