import Testing
import Text

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("aZ0-._~", "aZ0-._~"),
        ("3498:minimax/hailuo-2.3", "3498%3Aminimax%2Fhailuo-2.3"),
        (" é+%", "%20%C3%A9%2B%25"), ("\u{0}\u{7F}", "%00%7F"),
    ])
    func allButAFewIsEncoded(text: String, encoded: String) {
        #expect(text.percentEncoded == encoded)
        #expect(encoded.percentDecoded() == text)
    }

    @Test(arguments: [
        ("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("%+5", "%+5"), ("%4a%4A", "JJ"), ("a+b", "a+b"),
        ("%C3%A9", "é"), ("%FF", "\u{FFFD}"),
    ])
    func whatIsNotEncodedStays(text: String, decoded: String) {
        #expect(text.percentDecoded() == decoded)
    }

    @Test func aPlusIsASpaceInAQuery() {
        #expect("a+b%2B".percentDecoded(plusIsSpace: true) == "a b+")
    }
}
