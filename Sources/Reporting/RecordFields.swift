import Accounting
import LosslessJSON

/// The members of a record's line, read one by one; each error names the key and what is allowed.
struct RecordFields {
    private let object: JSON

    init(_ line: String) throws(RecordError) {
        do {
            object = try JSON(parsing: line)
        } catch {
            throw RecordError(.notAnObject(reason: "\(error)"))
        }
        guard object.members != nil else {
            throw RecordError(.notAnObject(reason: "the line is JSON, and no object"))
        }
    }

    /// Every key of the line, in its order.
    var keys: [String] { (object.members ?? []).map(\.key) }

    /// The value of a key, or nil where it is absent or null.
    func value<Value>(
        _ key: String, allowed: @autoclosure () -> String, read: (JSON) -> Value?
    ) throws(RecordError) -> Value? {
        guard let json = object[key], !json.isNull else { return nil }
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

    func text(_ key: String) throws(RecordError) -> String? {
        try value(key, allowed: "a string without NUL, or null") {
            $0.string.flatMap { $0.utf8.contains(0) ? nil : $0 }
        }
    }

    /// One of the names of an enumeration.
    func name<Value: RawRepresentable<String> & CaseIterable>(
        _ key: String
    ) throws(RecordError) -> Value? {
        let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return try value(key, allowed: "one of \(names), or null") {
            $0.string.flatMap(Value.init(rawValue:))
        }
    }

    /// `usd`, with `credits` where they are stated too; else `credits` alone.
    func amount() throws(RecordError) -> (usd: USD, credits: Int64) {
        let stated = try usd("usd")
        let credits = try value(
            "credits", allowed: "a whole number from 0 to \(USD.largestReadable.credits)"
        ) { json -> (usd: USD, count: Int64)? in
            guard let count = json.int64, count >= 0 else { return nil }
            return USD(credits: count).map { ($0, count) }
        }
        if let stated { return (stated, credits?.count ?? stated.credits) }
        guard let credits else { throw RecordError(.missing(key: "usd or credits")) }
        return (credits.usd, credits.count)
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
