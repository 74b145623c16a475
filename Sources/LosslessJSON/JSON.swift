import Text

/// A JSON value whose numbers keep their text and whose objects keep their order.
///
/// Money must not pass through a binary fraction, a document must begin with its `schema`, and a
/// body with the same key twice must be refused. Foundation's coders offer none of the three.
///
///     let body = try JSON(parsing: #"{"usd_spent": 1.0E-7}"#)
///     body["usd_spent"]?.numberText        // "1.0E-7", digit for digit
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number as it was written. Values made in code use `.integer` or a checked literal.
    case number(String)
    case string(String)
    case array([JSON])
    case object([Member])

    /// One key and its value.
    package struct Member: Hashable, Sendable {
        package let key: String
        package let value: JSON
        /// Keys with the same bytes have the same: others are passed over without a look at their bytes.
        let mark: Int

        package init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
            mark = Member.mark(of: key)
        }

        static func mark(of key: String) -> Int {
            var key = key
            return key.withUTF8 { bytes in
                guard let first = bytes.first, let last = bytes.last else { return 0 }
                let middle = Int(bytes[bytes.count / 2])
                return (Int(first) << 16 | middle << 8 | Int(last)) &* 31 &+ bytes.count
            }
        }

        package static func == (left: Member, right: Member) -> Bool {
            left.key == right.key && left.value == right.value
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(key)
            hasher.combine(value)
        }
    }

    package static func integer(_ value: some BinaryInteger) -> JSON {
        .number(String(value))
    }

    /// A string, or `null` for nil: keys never disappear from a document.
    package static func string(orNull value: String?) -> JSON {
        value.map(JSON.string) ?? .null
    }

    /// An integer, or `null` for nil.
    package static func integer(orNull value: (some BinaryInteger)?) -> JSON {
        value.map { .number(String($0)) } ?? .null
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
    ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }

    package init(arrayLiteral elements: JSON...) { self = .array(elements) }

    package init(stringLiteral value: String) { self = .string(value) }

    package init(booleanLiteral value: Bool) { self = .bool(value) }

    package init(nilLiteral: ()) { self = .null }
}

// MARK: - Reading

extension JSON {
    /// The value of a key, byte for byte; nil when this is no object or the key is absent.
    package subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        let mark = Member.mark(of: key)
        for index in members.indices
        where members[index].mark == mark && members[index].key.isExactly(key) {
            return members[index].value
        }
        return nil
    }

    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    package var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    package var array: [JSON]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    package var members: [Member]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// The text of a number, digit for digit.
    package var numberText: String? {
        guard case .number(let text) = self else { return nil }
        return text
    }

    /// The value of a number that was written as an integer within range.
    package var int64: Int64? { numberText.flatMap { Int64($0) } }

    package var int: Int? { numberText.flatMap { Int($0) } }

    package var isNull: Bool { self == .null }
}
