extension JSON {
    /// The value on one line, without spaces: one record of JSON Lines, or a journal body.
    package var compactText: String {
        var writer = Writer(indent: nil)
        writer.write(self, level: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The value over several indented lines, without a newline at the end.
    package var prettyText: String {
        var writer = Writer(indent: 2)
        writer.write(self, level: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

private struct Writer {
    let indent: Int?
    var bytes: [UInt8] = []

    init(indent: Int?) { self.indent = indent }

    mutating func write(_ value: JSON, level: Int) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .number(let text): append(text)
        case .string(let text): write(string: text)
        case .array(let elements):
            write(list: elements, open: "[", close: "]", level: level) { writer, element in
                writer.write(element, level: level + 1)
            }
        case .object(let members):
            write(list: members, open: "{", close: "}", level: level) { writer, member in
                writer.write(string: member.key)
                writer.append(writer.indent == nil ? ":" : ": ")
                writer.write(member.value, level: level + 1)
            }
        }
    }

    private mutating func write<Element>(
        list: [Element], open: StaticString, close: StaticString, level: Int,
        each: (inout Writer, Element) -> Void
    ) {
        append(open)
        for (index, element) in list.enumerated() {
            if index > 0 { append(",") }
            breakLine(level: level + 1)
            each(&self, element)
        }
        if !list.isEmpty { breakLine(level: level) }
        append(close)
    }

    private mutating func breakLine(level: Int) {
        guard let indent else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: indent * level))
    }

    /// Escapes what JSON demands, and DEL and C1 controls too: a document may be shown on a terminal.
    private mutating func write(string text: String) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": append("\\\"")
            case "\\": append("\\\\")
            case "\n": append("\\n")
            case "\r": append("\\r")
            case "\t": append("\\t")
            case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}":
                let digits = String(scalar.value, radix: 16)
                append("\\u")
                bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.count))
                append(digits)
            default: bytes.append(contentsOf: UTF8.encode(scalar)!)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}
