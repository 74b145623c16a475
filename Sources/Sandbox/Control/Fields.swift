import Accounting
import LosslessJSON

/// The fields of an object in a control request, read strictly: a slip is a 400 that names it.
struct Fields {
    /// Where the object stands, for messages: `entries[2]`.
    let name: String
    private let json: JSON

    init(_ json: JSON, name: String) throws(Rejection) {
        guard case .object = json else { throw .badRequest("\(name): Expected object") }
        self.json = json
        self.name = name
    }

    /// The objects of a list; none when the key is absent.
    func list(_ key: String) throws(Rejection) -> [Fields] {
        guard let value = json[key] else { return [] }
        guard let elements = value.array else { throw wrong(key, "Expected array") }
        var fields: [Fields] = []
        for (index, element) in elements.enumerated() {
            fields.append(try Fields(element, name: "\(key)[\(index)]"))
        }
        return fields
    }

    func object(_ key: String) throws(Rejection) -> Fields? {
        guard let value = json[key] else { return nil }
        return try Fields(value, name: key)
    }

    func allow(only keys: Set<String>) throws(Rejection) {
        if let stranger = json.members?.first(where: { !keys.contains($0.key) }) {
            throw wrong(stranger.key, "The sandbox does not know this key")
        }
    }

    func required<Value>(_ value: Value?, _ key: String) throws(Rejection) -> Value {
        guard let value else { throw wrong(key, "Required") }
        return value
    }

    func text(_ key: String) throws(Rejection) -> String? {
        try read(key, "Expected string") { $0.string }
    }

    /// Dollars, as a string or as a number.
    func nanos(_ key: String) throws(Rejection) -> Int64? {
        try read(key, "Expected dollars such as \"1.56\"") {
            ($0.string ?? $0.numberText).flatMap(SandboxOptions.nanos(dollarsText:))
        }
    }

    /// Seconds, as a number or as a string.
    func span(_ key: String) throws(Rejection) -> Duration? {
        try read(key, "Expected seconds such as 86400") {
            ($0.numberText ?? $0.string).flatMap(SandboxOptions.span(secondsText:))
        }
    }

    func instant(_ key: String) throws(Rejection) -> Instant? {
        try read(key, "Expected an instant such as 2026-11-01T00:00:00Z") {
            $0.string.flatMap { Instant($0) }
        }
    }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(Rejection) -> Int? {
        try read(key, "Expected a whole number from \(range.lowerBound) to \(range.upperBound)") {
            $0.int.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    func flag(_ key: String) throws(Rejection) -> Bool? {
        try read(key, "Expected boolean") { $0.bool }
    }

    /// One word of a list.
    func word<Word: RawRepresentable & CaseIterable>(_ key: String, _: Word.Type)
        throws(Rejection) -> Word? where Word.RawValue == String
    {
        try read(key, "Expected one of \(Word.allCases.map(\.rawValue).joined(separator: " | "))") {
            $0.string.flatMap(Word.init)
        }
    }

    /// An object of plain values, as text.
    func conditions(_ key: String) throws(Rejection) -> [String: String] {
        var found: [String: String] = [:]
        for member in try object(key)?.json.members ?? [] {
            switch member.value {
            case .string(let text), .number(let text): found[member.key] = text
            case .bool(let flag): found[member.key] = flag ? "true" : "false"
            default: throw wrong(key, "Expected plain values")
            }
        }
        return found
    }

    func wrong(_ key: String, _ what: String) -> Rejection {
        .badRequest(name.isEmpty ? "\(key): \(what)" : "\(name).\(key): \(what)")
    }

    private func read<Value>(_ key: String, _ otherwise: String, _ reading: (JSON) -> Value?)
        throws(Rejection) -> Value?
    {
        guard let value = json[key] else { return nil }
        guard let read = reading(value) else { throw wrong(key, otherwise) }
        return read
    }
}
