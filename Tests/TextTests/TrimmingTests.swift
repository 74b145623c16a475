import Testing
import Text

@Suite struct TrimmingTests {
    @Test(arguments: [
        ("", ""), (" ", ""), ("a", "a"), (" a b\t\r\n", "a b"), ("\u{A0}a\u{3000}", "a"),
        ("\u{FEFF}a", "\u{FEFF}a"), (" \u{301}a ", "\u{301}a"),
    ])
    func whiteSpaceAtTheEndsIsDropped(text: String, trimmed: String) {
        #expect(Array(text.trimmed.utf8) == Array(trimmed.utf8))
        #expect(Array(text[...].trimmed.utf8) == Array(trimmed.utf8))
    }
}
