/// Reads CSV as RFC 4180 has it, byte for byte; nil for what is none.
package enum CSVReader {
    /// Each line after the header as its cells by the names of the columns.
    package static func rows(_ text: String) -> [[String: String]]? {
        guard let lines = lines(text), let header = lines.first,
            lines.allSatisfy({ $0.count == header.count })
        else { return nil }
        return lines.dropFirst().map { line in
            Dictionary(zip(header, line)) { first, _ in first }
        }
    }

    package static func lines(_ text: String) -> [[String]]? {
        var lines: [[String]] = []
        var line: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var bytes = Array(text.utf8)[...]
        func end() { line.append(String(decoding: cell, as: UTF8.self)); cell = [] }
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "\"") where isQuoted:
                if bytes.first == byte {
                    cell.append(byte)
                    bytes.removeFirst()
                } else {
                    isQuoted = false
                    guard let next = bytes.first, next == 0x0A || next == UInt8(ascii: ",")
                    else { return nil }
                }
            case _ where isQuoted: cell.append(byte)
            case UInt8(ascii: "\""):
                guard cell.isEmpty else { return nil }
                isQuoted = true
            case UInt8(ascii: ","): end()
            case 0x0A:
                end()
                lines.append(line)
                line = []
            default: cell.append(byte)
            }
        }
        return isQuoted || !line.isEmpty || !cell.isEmpty ? nil : lines
    }
}
