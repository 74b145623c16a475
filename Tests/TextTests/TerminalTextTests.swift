import Testing
import Text

@Suite struct TerminalTextTests {
    @Test(arguments: [
        ("plain ünïcode 名前 👍", "plain ünïcode 名前 👍"), ("\u{1B}[31m", "\\u{1B}[31m"),
        ("a\nb\tc\rd", "a\\u{A}b\\u{9}c\\u{D}d"), ("\u{0}\u{7F}", "\\u{0}\\u{7F}"),
        ("\u{9B}2J\u{85}", "\\u{9B}2J\\u{85}"), ("\u{202A}\u{202E}", "\\u{202A}\\u{202E}"),
        ("\u{2066}\u{2069}", "\\u{2066}\\u{2069}"), ("\r\n", "\\u{D}\\u{A}"),
        ("e\u{301}\u{1B}", "e\u{301}\\u{1B}"), ("\u{2028}", "\\u{2028}"),
    ])
    func whatSteersATerminalIsShown(text: String, shown: String) {
        #expect(TerminalText.escaped(text) == shown)
    }

    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("名前", 4), ("한국", 4), ("ﾊﾝ", 2), ("ＡＢ", 4),
        ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("❤️", 2), ("🇩🇪", 2), ("█▌", 2), ("…", 1), ("a\u{200B}b", 2),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("–≤", 2), ("क्षि", 3),
    ])
    func widthIsCountedInColumns(text: String, columns: Int) {
        #expect(TerminalText.width(text) == columns)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abcde…"), ("名前名前", 8, "名前名前"),
        ("名前名前", 7, "名前名…"), ("名前名前", 6, "名前…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ("abc", 1, "…"), ("abc", 0, ""),
    ])
    func clippingNeverExceedsTheRoom(text: String, columns: Int, clipped: String) {
        #expect(TerminalText.clipped(text, to: columns) == clipped)
        #expect(TerminalText.width(TerminalText.clipped(text, to: columns)) <= columns)
    }
}
