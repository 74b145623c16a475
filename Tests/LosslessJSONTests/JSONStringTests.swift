import LosslessJSON
import TestSupport
import Testing

@Suite struct JSONStringTests {
    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0041\u00e9\u20AC""#, "Aé€"),
        (#""\ud83d\ude00""#, "😀"),
        (#""\uD800\uDC00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"),
        (#""\u0000""#, "\0"),
        (#""\uFEFF\uFFFF""#, "\u{FEFF}\u{FFFF}"),
        ("\"\u{7F}\u{9B}\"", "\u{7F}\u{9B}"),
        ("\"wörld 世界 😀\"", "wörld 世界 😀"),
        (#""a\nb\nc""#, "a\nb\nc"),
    ])
    func readsEscapes(text: String, string: String) throws {
        let read = try #require(try JSON(parsing: text).string)
        #expect(Array(read.utf8) == Array(string.utf8))
    }

    @Test(arguments: [
        #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, #""\ud800\ud800""#, #""\ud83dx""#,
        #""\ud83d\n""#, #""\u12g4""#, #""\u 123""#, #""\u+123""#, #""\x41""#, #""\'""#,
        #""\U0041""#,
        "\"\n\"", "\"\t\"", "\"\0\"", "\"\u{1F}\"",
    ])
    func refusesWhatNoScalarStandsFor(text: String) {
        #expect(kind(of: text) == .invalidString)
    }

    @Test(arguments: [#""\u12"#, #""\"#, #""\ud83d\u"#])
    func aTornEscapeEndsTooEarly(text: String) {
        #expect(kind(of: text) == .unexpectedEnd)
    }

    @Test(
        arguments: [
            [0x80], [0xC3], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF5, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xE2, 0x82],
        ] as [[UInt8]])
    func refusesInvalidUTF8(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(throws: JSONError(kind: .invalidString, offset: 0)) {
            try JSON(parsing: [quote] + bytes + [quote])
        }
        #expect(throws: JSONError(kind: .invalidString, offset: 0)) {
            try JSON(parsing: [quote] + Array(#"\n"#.utf8) + bytes + [quote])
        }
    }

    @Test(arguments: [
        (#"{"a":1,"a":2}"#, "a"),
        (#"{"a":1,"b":2,"a":1}"#, "a"),
        (#"{"mode":"std","\u006dode":"pro"}"#, "mode"),
        (#"{"/":1,"\/":2}"#, "/"),
        (#"{"":1,"":2}"#, ""),
        (#"{"x":{"é":1,"\u00e9":2}}"#, "é"),
        (#"[{"😀":1,"\ud83d\ude00":2}]"#, "😀"),
    ])
    func refusesAKeyThatComesTwice(text: String, key: String) {
        #expect(kind(of: text) == .duplicateKey(key))
    }

    /// Short keys of few letters, so that many are alike: what is compared, and what is hashed.
    @Test func aKeyIsRefusedExactlyWhenItsBytesCameBefore() {
        let seed = UInt64.random(in: .min ... .max)
        print("JSON keys: seed \(seed)")
        var random = SplitMix64(seed: seed)
        let letters = ["a", "b", "p", "é", "e\u{301}", "K", "\u{212A}", "0", " "]
        for _ in 0..<2000 {
            let count = Int.random(in: 0...40, using: &random)
            let keys = (0..<count).map { _ in
                (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    letters.randomElement(using: &random)!
                }.joined()
            }
            let members = keys.prefix(Int.random(in: 0...count, using: &random))
            let text = "{\(members.map { "\"\($0)\":1" }.joined(separator: ","))}"
            var seen: Set<[UInt8]> = []
            let repeated = members.first { !seen.insert(Array($0.utf8)).inserted }
            #expect(kind(of: text) == repeated.map(JSONError.Kind.duplicateKey), "seed \(seed)")
        }
    }

    @Test func theSameKeyInTwoObjectsIsNoDuplicate() throws {
        #expect(try JSON(parsing: #"{"a":{"a":1},"b":{"a":2}}"#)["b"]?["a"]?.int == 2)
    }

    /// Swift calls these strings equal; RFC 8259 does not.
    @Test func keysAreToldApartByteByByte() throws {
        let accents = try JSON(parsing: #"{"\u00e9":1,"e\u0301":2}"#)
        #expect(accents["\u{E9}"]?.int == 1)
        #expect(accents["e\u{301}"]?.int == 2)
        let kelvin = try JSON(parsing: #"{"\u212A":"kelvin","K":"letter"}"#)
        #expect(kelvin["K"]?.string == "letter")
        #expect(try JSON(parsing: #"{"\u212A":1}"#)["K"] == nil)
    }
}
