package import Accounting
import LosslessJSON
import Transport

/// A whole answer about the books, before it is read as one of them.
package struct BookAnswer: Sendable {
    let object: JSON
    /// Names in lower case.
    let headers: [String: String]
    let redaction: Redaction

    /// The provider's clock when it answered, to the second; nil where it did not say.
    var date: Instant? { ProviderClock.time(in: headers) }

    /// The elements of `data`.
    func rows() throws(UnreadableBook) -> [JSON] {
        guard let rows = object["data"]?.array else {
            throw UnreadableBook(failure: "it has no list 'data'")
        }
        return rows
    }

    /// The elements of `data` as values, and the words about those that could not be read.
    func values<Value>(
        called name: String, idKey: String, read: (inout BookRowReader) -> Value?
    ) throws(UnreadableBook) -> (values: [Value], failures: [String], count: Int) {
        let rows = try rows()
        var values: [Value] = []
        var failures: [String] = []
        for (index, row) in rows.enumerated() {
            var reader = BookRowReader(
                row, called: "\(name) \(index + 1)", idKey: idKey, redaction: redaction)
            if let value = read(&reader) { values.append(value) }
            failures += reader.failures
        }
        return (values, failures, rows.count)
    }
}

/// Why a JSON object is not the book that was asked for, to follow "HTTP 200, but".
package struct UnreadableBook: Error, Hashable {
    package let failure: String
}

/// A page with the provider's time at which it was written.
package protocol DatedPage: Sendable {
    var date: Instant? { get }
}
