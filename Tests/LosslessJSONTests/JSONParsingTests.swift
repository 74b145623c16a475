import LosslessJSON
import Testing

@Suite struct JSONParsingTests {
    @Test(
        arguments: [
            ("null", JSON.null),
            (" true ", true),
            ("\t\r\nfalse", false),
            ("\"\"", ""),
            ("[]", []),
            ("[ ]", []),
            ("{}", [:]),
            ("{ }", [:]),
            ("[1,[2,{}]]", [.integer(1), [.integer(2), [:]]]),
            (#"{"a":1,"b":null}"#, ["a": .integer(1), "b": nil]),
            (#"{ "a" : [ true ] }"#, ["a": [true]]),
        ] as [(String, JSON)])
    func readsOneValue(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
    }

    @Test(arguments: [
        "0", "-0", "10", "-1", "1.0", "0.5", "1e5", "1E+5", "1.5e-07", "0e0", "1.0E-7",
        "123456789012345678901234567890.123456789012345678901234567890", "1e999999999",
    ])
    func keepsTheTextOfANumber(text: String) throws {
        #expect(try JSON(parsing: text).numberText == text)
        #expect(try JSON(parsing: "[\(text)]").compactText == "[\(text)]")
    }

    @Test(arguments: [
        "01", "-01", "00", "1.", "-", "-.5", "1.e5", "1e", "1e+", "1E-", "0.", "-a",
    ])
    func refusesAMalformedNumber(text: String) {
        #expect(kind(of: text) == .invalidNumber)
    }

    @Test(arguments: [
        ("", JSONError.Kind.unexpectedEnd, 0),
        ("  ", .unexpectedEnd, 2),
        ("[", .unexpectedEnd, 1),
        ("[1,", .unexpectedEnd, 3),
        ("{\"a\"", .unexpectedEnd, 4),
        ("\"abc", .unexpectedEnd, 4),
        ("nul", .unexpectedEnd, 3),
        (".5", .unexpectedByte(UInt8(ascii: ".")), 0),
        ("+1", .unexpectedByte(UInt8(ascii: "+")), 0),
        ("NaN", .unexpectedByte(UInt8(ascii: "N")), 0),
        ("Infinity", .unexpectedByte(UInt8(ascii: "I")), 0),
        ("True", .unexpectedByte(UInt8(ascii: "T")), 0),
        ("nulx", .unexpectedByte(UInt8(ascii: "x")), 3),
        ("'a'", .unexpectedByte(UInt8(ascii: "'")), 0),
        ("[1,]", .unexpectedByte(UInt8(ascii: "]")), 3),
        ("[,1]", .unexpectedByte(UInt8(ascii: ",")), 1),
        ("[1 2]", .unexpectedByte(UInt8(ascii: "2")), 3),
        ("{\"a\":1,}", .unexpectedByte(UInt8(ascii: "}")), 7),
        ("{a:1}", .unexpectedByte(UInt8(ascii: "a")), 1),
        ("{\"a\" 1}", .unexpectedByte(UInt8(ascii: "1")), 5),
        ("{1:1}", .unexpectedByte(UInt8(ascii: "1")), 1),
        ("[1}", .unexpectedByte(UInt8(ascii: "}")), 2),
        ("// c\n1", .unexpectedByte(UInt8(ascii: "/")), 0),
        ("\u{FEFF}1", .unexpectedByte(0xEF), 0),
        ("\u{A0}1", .unexpectedByte(0xC2), 0),
        ("\u{0C}1", .unexpectedByte(0x0C), 0),
        ("1 2", .trailingBytes, 2),
        ("{}{}", .trailingBytes, 2),
        ("truex", .trailingBytes, 4),
        ("1\0", .trailingBytes, 1),
    ])
    func refusesWhatIsNoJSONAndSaysWhere(text: String, kind: JSONError.Kind, offset: Int) {
        #expect(throws: JSONError(kind: kind, offset: offset)) { try JSON(parsing: text) }
    }

    @Test func everyPrefixOfADocumentIsRefused() throws {
        let text = #"{"a":[1.5e3,"x\u00e9\ud83d\ude00",true,null],"b":{"c":false}}"#
        _ = try JSON(parsing: text)
        for length in 0..<text.utf8.count {
            #expect(throws: JSONError.self) { try JSON(parsing: Array(text.utf8.prefix(length))) }
        }
    }

    @Test func nestsAsDeepAsTheLimitSays() throws {
        let limit = JSON.depthLimit
        for inner in ["", "1", "\"x\""] {
            let text =
                String(repeating: "[", count: limit) + inner + String(repeating: "]", count: limit)
            #expect(try JSON(parsing: text).compactText == text)
            #expect(kind(of: "[\(text)]") == .tooDeep(limit: limit))
        }
        let objects = String(repeating: #"{"a":"#, count: limit)
        #expect(kind(of: objects + "1") == .unexpectedEnd)
        #expect(kind(of: objects + "{") == .tooDeep(limit: limit))
    }

    @Test func aMillionBracketsAreRefusedWithoutExhaustingTheStack() {
        let brackets = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(throws: JSONError(kind: .tooDeep(limit: 64), offset: 64)) {
            try JSON(parsing: brackets)
        }
    }

    @Test(arguments: [
        (JSONError(kind: .unexpectedEnd, offset: 3), "the JSON ends too early, at byte 3"),
        (
            JSONError(kind: .unexpectedByte(0x2C), offset: 1),
            "unexpected byte 0x2c at byte 1 of the JSON"
        ),
        (JSONError(kind: .invalidNumber, offset: 0), "malformed number at byte 0 of the JSON"),
        (JSONError(kind: .invalidString, offset: 9), "malformed string at byte 9 of the JSON"),
        (
            JSONError(kind: .duplicateKey("mode"), offset: 5),
            "the key \"mode\" appears twice in one JSON object"
        ),
        (
            JSONError(kind: .tooDeep(limit: 64), offset: 64),
            "the JSON nests deeper than 64 levels"
        ),
        (
            JSONError(kind: .trailingBytes, offset: 2),
            "unexpected text after the JSON, at byte 2"
        ),
    ])
    func anErrorNamesThePlace(error: JSONError, text: String) {
        #expect("\(error)" == text)
    }
}

/// Why a text is refused; nil when it is not.
func kind(of text: String) -> JSONError.Kind? {
    do {
        _ = try JSON(parsing: text)
        return nil
    } catch {
        return error.kind
    }
}
