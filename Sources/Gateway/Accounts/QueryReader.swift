import Accounting
import Text

/// Reads the parameters of a question about the accounts: each is known, readable and said once, or the
/// question is refused. A slip would be answered with other numbers than were meant.
struct QueryReader {
    private let items: QueryItems
    private let allowsEmpty: Bool

    /// - Parameters:
    ///   - parameters: those that the path has.
    ///   - allowsEmpty: one without a value counts as missing: a form sends what was left open.
    /// - Throws: ``GatewayError`` of status 400.
    init(_ query: String?, knowing parameters: [QueryParameter], allowsEmpty: Bool = false)
        throws(GatewayError)
    {
        self.allowsEmpty = allowsEmpty
        let names = parameters.map(\.name)
        items = QueryItems(query)
        guard items.areReadable else {
            throw GatewayError.malformed(
                "the query is not readable: a '%' stands before what is no byte of UTF-8")
        }
        for name in items.names where !names.contains(name) {
            throw QueryReader.error(
                name,
                "is no parameter of this path; it has "
                    + (names.isEmpty ? "none" : names.joined(separator: ", ")))
        }
        for name in names where items.names.count(where: { $0 == name }) > 1 {
            throw QueryReader.error(name, "comes more than once; say it once")
        }
    }

    /// The value of a parameter as `read` understands it; nil where it is missing.
    ///
    /// - Parameter form: what it may be, to follow "must be".
    /// - Throws: ``GatewayError`` of status 400 for a value that `read` makes nothing of.
    func value<Value>(_ name: String, _ form: String, _ read: (String) -> Value?)
        throws(GatewayError) -> Value?
    {
        guard let text = items[name], !(allowsEmpty && text.isEmpty) else { return nil }
        guard let value = read(text) else {
            throw QueryReader.error(name, "must be \(form), not '\(GatewayError.shown(text))'")
        }
        return value
    }

    func day(_ name: String) throws(GatewayError) -> Day? {
        try value(name, "a day like 2026-11-30") { Day($0) }
    }

    /// The first day of what "month" says.
    func month() throws(GatewayError) -> Day? {
        try value("month", "a month like 2026-11") { Month($0)?.first }
    }

    func name(_ name: String) throws(GatewayError) -> Name? {
        try value(name, "a name") {
            let isSound = EntryText.flaw(in: $0, longest: EntryText.longestName) == nil
            return isSound && !$0.isEmpty ? Name($0) : nil
        }
    }

    /// One of the cases of an enumeration by its word.
    func word<Value: RawRepresentable & CaseIterable>(_ name: String) throws(GatewayError) -> Value?
    where Value.RawValue == String {
        let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return try value(name, "one of \(words)") { Value(rawValue: $0) }
    }

    func flag(_ name: String) throws(GatewayError) -> Bool {
        try value(name, "true or false") { ["true": true, "false": false][$0] } ?? false
    }

    func count(_ name: String, upTo most: Int) throws(GatewayError) -> Int? {
        try value(name, "a whole number from 1 to \(most)") {
            Int($0).flatMap { (1...most).contains($0) ? $0 : nil }
        }
    }

    static func error(_ name: String, _ what: String) -> GatewayError {
        GatewayError(
            status: 400, kind: .invalidRequest, code: "invalid_parameter",
            message: "the parameter '\(GatewayError.shown(name))' \(what)",
            parameter: GatewayError.shown(name))
    }
}
