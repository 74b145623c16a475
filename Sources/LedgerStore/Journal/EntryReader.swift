import Accounting
import LosslessJSON

/// Reads the members of an entry's body by their keys; an error names the key.
struct EntryReader {
    let json: JSON

    func part(_ key: String) throws -> EntryReader {
        guard let value = json[key] else { throw missing(key) }
        return EntryReader(json: value)
    }

    func optional(_ key: String) throws -> EntryReader? {
        let part = try part(key)
        return part.json.isNull ? nil : part
    }

    func list(_ key: String) throws -> [EntryReader] {
        try part(key).json.array.map { $0.map(EntryReader.init) } ?? { throw missing(key) }()
    }

    func string(_ key: String) throws -> String {
        guard let text = json[key]?.string else { throw missing(key) }
        return text
    }

    func bool(_ key: String) throws -> Bool {
        guard let value = json[key]?.bool else { throw missing(key) }
        return value
    }

    func int64(_ key: String) throws -> Int64 {
        guard let value = json[key]?.int64 else { throw missing(key) }
        return value
    }

    func int(_ key: String) throws -> Int { Int(try int64(key)) }

    /// An amount, or a sum of amounts: never so large that adding a few leaves the type.
    func amount(_ key: String) throws -> Int64 {
        let value = try int64(key)
        guard value.magnitude <= USD.largestSum.nanos.magnitude else { throw missing(key) }
        return value
    }

    func usd(_ key: String) throws -> USD { USD(nanos: try amount(key)) }

    /// What the accounts came to: it may be over the limit by what is too little to be looked at
    /// (``Rollup/requireSummable()``).
    func total(_ key: String) throws -> USD {
        let value = try int64(key)
        guard value.magnitude <= Int64.max.magnitude / 4 else { throw missing(key) }
        return USD(nanos: value)
    }

    func optionalUSD(_ key: String) throws -> USD? {
        guard let value = json[key], !value.isNull else { return nil }
        return try usd(key)
    }

    func instant(_ key: String) throws -> Instant { Instant(microseconds: try int64(key)) }

    func value<Value: RawRepresentable<String>>(_ key: String) throws -> Value {
        guard let value = Value(rawValue: try string(key)) else { throw missing(key) }
        return value
    }

    func optionalValue<Value: RawRepresentable<String>>(_ key: String) throws -> Value? {
        guard let text = json[key]?.string else { return nil }
        guard let value = Value(rawValue: text) else { throw missing(key) }
        return value
    }

    func missing(_ key: String) -> EntryBodyError {
        EntryBodyError(description: "'\(key)' is missing or malformed")
    }
}
