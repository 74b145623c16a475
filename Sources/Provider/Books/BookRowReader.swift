import Accounting
import LosslessJSON
import Text
import Transport

/// Reads one row of a book, and keeps a line of words about whatever of it cannot be read.
///
///     log row 3 ('gen-1') has an unreadable 'cost': usd -1 is no amount
struct BookRowReader {
    let redaction: Redaction
    private let row: JSON
    private let subject: String
    private(set) var failures: [String] = []

    init(_ row: JSON, called name: String, idKey: String, redaction: Redaction) {
        self.row = row
        self.redaction = redaction
        let id = row[idKey]?.string.flatMap { redaction.isID($0) ? Line.of($0, limit: 60) : nil }
        subject = name + (id.map { " ('\($0)')" } ?? "")
    }

    /// Adds a line, with secrets in it hidden.
    mutating func note(_ words: String) { failures.append(redaction.line("\(subject) \(words)")) }

    /// An RFC 3339 instant, which every row must have.
    mutating func instant(_ key: String) -> Instant? {
        if let instant = row[key]?.string.flatMap({ Instant($0) }) { return instant }
        noteLeftOut(key, "time")
        return nil
    }

    /// A word, which every row must have.
    mutating func requiredWord(_ key: String) -> String? {
        if let word = word(key) { return word }
        noteLeftOut(key, "word")
        return nil
    }

    func word(_ key: String) -> String? {
        guard let text = row[key]?.string else { return nil }
        let line = redaction.line(text, limit: 60)
        return line.isEmpty ? nil : line
    }

    /// An id, exactly as it is written; nil when there is none, or none that may be kept.
    ///
    /// - Parameter identifies: whether the row is found by it; then an unreadable one adds a line.
    mutating func id(_ key: String, identifies: Bool = true) -> String? {
        guard let value = row[key], !value.isNull, value != .string("") else { return nil }
        if let text = value.string ?? value.numberText, redaction.isID(text) { return text }
        if identifies { note("has an unreadable '\(key)'") }
        return nil
    }

    /// `{"usd":1.56,"credits":3120000}`; nil when neither is there, or they are no amount. Two that
    /// disagree are an amount, with a remark: the row is there, and nothing is missing.
    ///
    /// - Parameter isRequired: then its absence adds a line too, and the row is left out.
    mutating func amount(_ key: String, isRequired: Bool) -> BookedAmount? {
        let value = row[key]
        let usd = text(value?["usd"])
        let credits = text(value?["credits"])
        guard let amount = BookedAmount(usdText: usd, creditsText: credits) else {
            let isAbsent =
                value?.isNull ?? true || (value?.members != nil && usd == nil && credits == nil)
            let words = [usd.map { "usd \($0)" }, credits.map { "credits \($0)" }]
                .compactMap { $0 }.joined(separator: ", ")
            if isRequired {
                note("is left out: no amount in '\(key)'" + (words.isEmpty ? "" : ": \(words)"))
            } else if !isAbsent {
                note("has no amount in '\(key)'" + (words.isEmpty ? "" : ": \(words)"))
            }
            return nil
        }
        return amount
    }

    mutating func noteLeftOut(_ key: String, _ what: String) {
        let value = row[key].map { $0.string ?? $0.compactText }
        note("is left out: no \(what) in '\(key)'" + (value.map { ": \($0)" } ?? ""))
    }

    private func text(_ json: JSON?) -> String? { redaction.stated(json) }
}
