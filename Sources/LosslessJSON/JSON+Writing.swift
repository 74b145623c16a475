import Text

extension JSON {
    /// The value on one line, without spaces: one record of JSON Lines, or a journal body.
    package var compactText: String {
        var writer = Writer(indent: nil)
        writer.write(self, level: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The value over several indented lines, without a newline at the end.
    package var prettyText: String { indentedText(level: 0) }

    /// The same as a part of a document: its later lines are indented by so many levels more.
    package func indentedText(level: Int) -> String {
        var writer = Writer(indent: 2)
        writer.write(self, level: level)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension JSON {
    /// The same with the keys of every object in the order of their bytes.
    package var sorted: JSON {
        switch self {
        case .object(let members):
            .object(
                members.map { Member($0.key, $0.value.sorted) }
                    .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
        case .array(let elements): .array(elements.map(\.sorted))
        case .null, .bool, .number, .string: self
        }
    }
}

private struct Writer {
    let indent: Int?
    var bytes: [UInt8] = []

    init(indent: Int?) {
        self.indent = indent
        // Most documents are of one submission or of one entry of the journal.
        bytes.reserveCapacity(2_048)
    }

    mutating func write(_ value: JSON, level: Int) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .number(let text): append(text)
        case .string(let text): write(string: text)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for index in elements.indices {
                separate(index, level: level)
                write(elements[index], level: level + 1)
            }
            end(UInt8(ascii: "]"), isEmpty: elements.isEmpty, level: level)
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for index in members.indices {
                separate(index, level: level)
                write(string: members[index].key)
                bytes.append(UInt8(ascii: ":"))
                if indent != nil { bytes.append(0x20) }
                write(members[index].value, level: level + 1)
            }
            end(UInt8(ascii: "}"), isEmpty: members.isEmpty, level: level)
        }
    }

    /// What stands before an element of a list.
    private mutating func separate(_ index: Int, level: Int) {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        breakLine(level: level + 1)
    }

    private mutating func end(_ bracket: UInt8, isEmpty: Bool, level: Int) {
        if !isEmpty { breakLine(level: level) }
        bytes.append(bracket)
    }

    private mutating func breakLine(level: Int) {
        guard let indent else { return }
        bytes.append(0x0A)
        for _ in 0..<indent * level { bytes.append(0x20) }
    }

    /// Escapes what JSON requires, and DEL and C1 controls too: a document may be shown on a terminal.
    private mutating func write(string text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { text in
            var runStart = 0
            var index = 0
            while index < text.count {
                if Writer.isPlain(text[index]) {
                    index += 1
                    continue
                }
                let length = Writer.lengthToEscape(in: text, at: index)
                if length > 0 {
                    append(text, runStart..<index)
                    // C1 controls are two bytes in UTF-8, and the second is their value.
                    escape(text[index + length - 1])
                    runStart = index + length
                }
                index += max(1, length)
            }
            append(text, runStart..<text.count)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// What nearly all bytes of a text are.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x23..<0x7F) ~= byte && byte != UInt8(ascii: "\\") || byte == 0x20
    }

    /// How many bytes at an index stand for one scalar that is escaped; zero for one that is not.
    private static func lengthToEscape(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        switch text[index] {
        case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F: 1
        case 0xC2 where text[index + 1] < 0xA0: 2
        default: 0
        }
    }

    private mutating func escape(_ value: UInt8) {
        switch value {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case UInt8(ascii: "\n"): append("\\n")
        case UInt8(ascii: "\r"): append("\\r")
        case UInt8(ascii: "\t"): append("\\t")
        default:
            append("\\u")
            append(Hexadecimal.text(value, digits: 4))
        }
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[range]))
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }
}
