import Reporting
import TestSupport
import Testing

@Suite struct CSVReaderTests {
    static let tables: [(text: String, rows: [[String]])] = [
        ("", []), ("\n\r\n\r", []), ("a", [["a"]]), ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
        ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]), ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
        // Doubled quotation marks, separators and line ends inside of quotation marks.
        ("\"a\"\"b\",\"c,d\"\n", [["a\"b", "c,d"]]),
        ("\"a\nb\",c\n\"d\r\ne\",\"f\rg\"", [["a\nb", "c"], ["d\r\ne", "f\rg"]]),
        ("\"\",\"\"\"\"\n\"\",x", [["", "\""], ["", "x"]]),
        // Blanks around a quoted cell are none of it; those of an unquoted one are kept.
        ("a, \"b\nc\" , d ,\n", [["a", "b\nc", " d ", ""]]),
        // A quotation mark inside an unquoted cell.
        ("5\" film,x", [["5\" film", "x"]]),
        // Separators at the ends of lines, rows without text, blank lines.
        ("a,b,\n,,\n \n\nc,d,\n", [["a", "b", ""], ["c", "d", ""]]),
        ("a,\"b\"", [["a", "b"]]), ("é,\u{1F3AC}\u{FEFF}\n", [["é", "\u{1F3AC}\u{FEFF}"]]),
    ]

    /// In pieces of every size, so that each character is once the last of one.
    @Test(arguments: tables) func aTableIsReadAsItWasWritten(text: String, rows: [[String]]) throws
    {
        for size in [1, 2, 3, 5, 1000] {
            #expect(try read(text, inPiecesOf: size).map(\.cells) == rows, "pieces of \(size)")
        }
    }

    @Test func aRowHasTheLineThatItBeginsOn() throws {
        let text = "a,b\r\n\n\"c\r\nd\",e\rf,\"g\n\n\"\nh"
        #expect(try read(text, inPiecesOf: 1).map(\.line) == [1, 3, 5, 8])
    }

    static let broken: [(text: String, kind: CSVError.Kind, line: Int, column: Int)] = [
        ("a,b\nc,\"d\ne\nf", .unendedQuote, 2, 1), ("\"a\"b,c", .textAfterQuote, 1, 0),
        ("a\n\"b\nc\" d", .textAfterQuote, 3, 0), (#"a,"b\"c""#, .textAfterQuote, 1, 1),
        (#"a,b \"c\""#, .backslash, 1, 1),
        ("a\n\(String(repeating: "x", count: 1_048_577))", .tooLong, 2, 0),
        ("a\nb,\"\(String(repeating: "x\n", count: 600_000))", .tooLong, 2, 1),
        ("a\n\(String(repeating: ",", count: 16_384))", .tooManyCells, 2, 16_384),
    ]

    @Test(arguments: broken)
    func whatIsNoCSVIsNamedWithItsPlace(
        text: String, kind: CSVError.Kind, line: Int, column: Int
    ) throws {
        let error = #expect(throws: CSVError.self) { try read(text, inPiecesOf: 4096) }
        #expect(error?.kind == kind && error?.line == line && error?.column == column)
        #expect(error?.description.contains("\n") == false)
    }

    @Test func aCellIsUTF8() throws {
        var pieces: [[UInt8]] = [Array("a,b\nc,".utf8), [0x4D, 0xFC, 0x6C], []]
        var reader = CSVReader(separator: .comma) { pieces.removeFirst() }
        #expect(try reader.next()?.cells == ["a", "b"])
        let error = #expect(throws: CSVError.self) { try reader.next() }
        #expect(error?.kind == .notUTF8 && error?.line == 2 && error?.column == 1)
    }

    /// Whatever texts a table has, it is read as they were.
    @Test func whatIsQuotedComesBack() throws {
        var numbers = SplitMix64(seed: 4180)
        let pieces = ["\"", ",", ";", "\n", "\r", "\r\n", " ", "\t", "'", "=", "é", "a", "b", ""]
        for _ in 0..<200 {
            let rows = (0..<5).map { _ in
                ["x"]
                    + (0..<3).map { _ in
                        (0..<Int.random(in: 0...4, using: &numbers))
                            .map { _ in pieces.randomElement(using: &numbers)! }.joined()
                    }
            }
            let text = rows.map { row in
                row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
            }.joined(separator: "\r\n")
            #expect(try read(text, inPiecesOf: 3).map(\.cells) == rows)
        }
    }

    private func read(_ text: String, inPiecesOf size: Int) throws -> [CSVRow] {
        var rest = Array(text.utf8)[...]
        var reader = CSVReader(separator: .comma) {
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
        var rows: [CSVRow] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }
}

@Suite struct CSVStartTests {
    static let starts: [(text: String, separator: CSVSeparator, offset: Int, line: Int)] = [
        ("a,b\n", .comma, 0, 1), ("a;b\n1,5;2,5\n", .semicolon, 0, 1), ("a\tb", .tab, 0, 1),
        ("\u{FEFF}a;b\n", .semicolon, 3, 1), ("a\n", .comma, 0, 1), ("", .comma, 0, 1),
        ("Date;Amount, USD\n", .semicolon, 0, 1), ("a,b,c;d\n", .comma, 0, 1),
        ("\"a;b;c\",d\n", .comma, 0, 1), ("\"a\n;;;\",b\n", .comma, 0, 1),
        ("sep=;\na,b;c\n", .semicolon, 6, 2), ("\u{FEFF}SEP=,\r\na;b;c\r\n", .comma, 10, 2),
        ("\"sep=;\"\r\na\r\n", .semicolon, 9, 2), ("sep=\t\na\n", .tab, 6, 2),
        ("\n \r\na;b\n", .semicolon, 4, 3),
    ]

    @Test(arguments: starts)
    func theSeparatorIsThatOfTheHeader(
        text: String, separator: CSVSeparator, offset: Int, line: Int
    ) throws {
        let start = try CSVStart(Array(text.utf8))
        #expect(start.separator == separator)
        #expect(start.headerOffset == offset)
        #expect(start.line == line)
    }

    @Test(
        arguments: [[0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61], [0x61, 0, 0x2C, 0]] as [[UInt8]])
    func utf16IsNamed(bytes: [UInt8]) {
        let error = #expect(throws: CSVError.self) { try CSVStart(bytes) }
        #expect(error?.kind == .utf16)
    }
}
