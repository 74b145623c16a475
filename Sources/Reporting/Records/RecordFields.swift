import Accounting
import LosslessJSON
import Text

/// The members of a record's line, read one by one; each error names the key and what is allowed.
struct RecordFields {
    private let object: JSON

    init(_ line: String) throws(RecordError) {
        do {
            object = try JSON(parsing: line)
        } catch {
            let isCSV = line.first != "{" && line.contains(where: ",;\t".contains)
            throw RecordError(isCSV ? .looksLikeCSV : .notAnObject(reason: "\(error)"))
        }
        guard object.members != nil else {
            throw RecordError(.notAnObject(reason: "the line is JSON, and no object"))
        }
    }

    /// Of values that were read elsewhere.
    init(members: [JSON.Member]) { object = .object(members) }

    /// Every key of the line, in its order.
    var keys: [String] { (object.members ?? []).map(\.key) }

    /// The value of a key, or nil where it is absent, null or an empty text, which is how tables write
    /// what is not there.
    func value<Value>(
        _ key: String, allowed: @autoclosure () -> String, read: (JSON) -> Value?
    ) throws(RecordError) -> Value? {
        guard let json = object[key], !json.isNull, json != .string("") else { return nil }
        guard let value = read(json) else {
            throw RecordError(key, is: json, allowed: allowed())
        }
        return value
    }

    func required<Value>(
        _ key: String, allowed: @autoclosure () -> String, read: (JSON) -> Value?
    ) throws(RecordError) -> Value {
        guard let value = try value(key, allowed: allowed(), read: read) else {
            throw RecordError(.missing(key: key))
        }
        return value
    }

    /// A text as ``EntryText`` has it: without white space at its ends, and nil where nothing is left.
    func text(_ key: String, longest: Int = EntryText.longestName) throws(RecordError) -> String? {
        guard let json = object[key], !json.isNull else { return nil }
        guard let text = json.string?.trimmed else {
            throw RecordError(key, is: json, allowed: "a string without NUL, or null")
        }
        return try checked(text, of: key, longest: longest)
    }

    /// The model: a text that is there.
    func model() throws(RecordError) -> Name {
        guard let json = object["model"], !json.isNull else {
            throw RecordError(.missing(key: "model"))
        }
        guard json.string != nil, let model = try text("model") else {
            throw RecordError("model", is: json, allowed: "the name of a model")
        }
        return Name(model)
    }

    /// `{"scene":"12"}`, by their keys. Numbers and booleans are kept as they are written.
    func labels() throws(RecordError) -> [Label] {
        guard let json = object["labels"], !json.isNull else { return [] }
        let allowed = "an object of texts, like {\"scene\":\"12\"}, or null"
        guard let members = json.members else {
            throw RecordError("labels", is: json, allowed: allowed)
        }
        var labels: [Label] = []
        for member in members {
            let key = member.key.trimmed
            let value =
                member.value.string ?? member.value.numberText
                ?? member.value.bool.map { $0 ? "true" : "false" }
            guard let value, !key.isEmpty, !labels.contains(where: { $0.key == Name(key) }) else {
                throw RecordError("labels", is: json, allowed: allowed)
            }
            labels.append(
                Label(
                    key: Name(
                        try checked(key, of: "labels", longest: EntryText.longestName) ?? ""),
                    value: try checked(
                        value.trimmed, of: "labels", longest: EntryText.longestReason)
                        ?? ""))
        }
        return labels
    }

    /// Seconds above zero, rounded up to whole ones, as they are charged.
    func seconds() throws(RecordError) -> Int? {
        let longest = RecordFields.longestSeconds
        return try value("seconds", allowed: "a number above 0, at most \(longest), or null") {
            guard let text = $0.numberText,
                let amount = try? USD(parsing: text, rounding: .halfEven), amount > .zero,
                amount.nanos <= Int64(longest) * USD.nanosPerDollar
            else { return nil }
            return Int((amount.nanos + USD.nanosPerDollar - 1) / USD.nanosPerDollar)
        }
    }

    private static let longestSeconds = 86_400

    private func checked(_ text: String, of key: String, longest: Int) throws(RecordError)
        -> String?
    {
        if let flaw = EntryText.flaw(in: text, longest: longest) {
            throw RecordError(.malformedText(key: key, flaw: flaw))
        }
        return text.isEmpty ? nil : text
    }

    /// One of the names of an enumeration.
    func name<Value: RawRepresentable<String> & CaseIterable>(
        _ key: String
    ) throws(RecordError) -> Value? {
        func names() -> String { Value.allCases.map(\.rawValue).joined(separator: ", ") }
        return try value(key, allowed: "one of \(names()), or null") {
            $0.string.flatMap(Value.init(rawValue:))
        }
    }

    /// `usd`, with `credits` where they are stated too; else `credits` alone.
    ///
    /// - Parameter mayDisagree: whether something else in the record says that they contradict each
    ///   other; else two that do are refused, because it is not known which of them is wrong.
    func amount(mayDisagree: Bool) throws(RecordError) -> (usd: USD, credits: Int64) {
        let stated = try usd("usd")
        let credits = try value(
            "credits", allowed: "a whole number from 0 to \(USD.largestReadable.credits)"
        ) { json -> (usd: USD, count: Int64)? in
            guard let number = json.numberText.flatMap(USD.wholeCredits) else { return nil }
            return USD(credits: number).map { ($0, number) }
        }
        guard let stated else {
            guard let credits else { throw RecordError(.missing(key: "usd or credits")) }
            return (credits.usd, credits.count)
        }
        guard let credits else { return (stated, stated.credits) }
        guard
            mayDisagree || HistoryRecord.contradiction(stated, credits: credits.count) == nil
        else {
            throw RecordError(
                .contradiction(usd: stated, credits: credits.count, inUSD: credits.usd))
        }
        return (stated, credits.count)
    }

    /// An amount of dollars. Decimals past the ninth are rounded half to even.
    func usd(_ key: String) throws(RecordError) -> USD? {
        try value(key, allowed: "an amount from 0 to \(USD.largestReadable), like \"1.638\"") {
            json -> USD? in
            guard let text = json.string ?? json.numberText else { return nil }
            let amount = try? USD(parsing: text, rounding: .halfEven)
            return amount.flatMap { $0 < .zero || text.hasPrefix("-") ? nil : $0 }
        }
    }
}
