import Testing
import Text

@Suite struct LineTests {
    @Test(arguments: [
        ("", 9, ""), (" a \n\t b ", 9, "a b"), ("\u{1B}[31mred", 9, "[31mred"),
        ("a\u{202E}b", 9, "a b"), ("abcdef", 4, "abc…"), ("abcd", 4, "abcd"), ("abc d", 4, "abc…"),
    ])
    func controlsAndRunsOfSpacesBecomeOneSpace(text: String, limit: Int, line: String) {
        #expect(Line.of(text, limit: limit) == line)
        #expect(!Line.hasControls(Line.of(text, limit: limit)))
    }

    @Test(arguments: [
        ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("a&b", 7, "a&amp;b"), ("a&b", 6, "a…"),
        ("👍👍", 3, "👍…"),
    ])
    func aBoundIsKeptAndNoEscapeCut(text: String, limit: Int, bounded: String) {
        #expect(BoundedText.text(text, limit: limit, escaping: BoundedText.entity) == bounded)
    }
}
