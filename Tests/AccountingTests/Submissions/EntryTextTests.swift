import Accounting
import Testing
import Text

/// What a text must be to enter the journal.
@Suite struct EntryTextTests {
    @Test(arguments: [
        "spring", "klingai/video-v3-motion-control", "two words", "名前", "é", "e\u{301}", "👩‍👩‍👧‍👦 family",
        "🏴\u{E0067}\u{E0062}\u{E007F}", "می\u{200C}خواهم", "a\u{A0}b", "", "-1", "=1+1", "'",
        "a,b;c",
    ])
    func whatCanBeShownAndTypedIsTaken(text: String) {
        #expect(EntryText.flaw(in: text, longest: 512) == nil)
    }

    @Test(arguments: [
        ("m\u{0}x", "U+0000"), ("a\nb", "U+000A"), ("a\tb", "U+0009"), ("\u{1B}[2J", "U+001B"),
        ("a\u{7F}", "U+007F"), ("a\u{9B}31m", "U+009B"), ("a\u{2028}b", "U+2028"),
        ("a\u{2029}b", "U+2029"), ("a\u{202E}b", "U+202E"), ("a\u{2066}b", "U+2066"),
        ("a\u{200E}b", "U+200E"), ("a\u{61C}b", "U+061C"), ("spr\u{200B}ing", "U+200B"),
        ("spr\u{AD}ing", "U+00AD"), ("spr\u{200D}ing", "U+200D"), ("\u{FEFF}a", "U+FEFF"),
        ("a\u{FFFD}", "U+FFFD"), ("a\u{FFFE}", "U+FFFE"), ("a\u{1FFFF}", "U+1FFFF"),
        ("a\u{E0041}", "U+E0041"),
    ])
    func whatSteersOrHidesIsNamed(text: String, name: String) {
        #expect(EntryText.flaw(in: text, longest: 512) == .character(name))
    }

    @Test func whatIsTooLongOrHasSpaceAtItsEndsIsNamed() {
        let long = String(repeating: "é", count: 257)
        #expect(EntryText.flaw(in: long, longest: 512) == .long(bytes: 514, longest: 512))
        for text in [" a", "a ", "a\u{A0}", "\u{3000}a", " "] {
            #expect(EntryText.flaw(in: text, longest: 512) == .spaceAtAnEnd, "\(text)")
            let trimmed = text.trimmed
            #expect(trimmed == (text == " " ? "" : "a"))
        }
        #expect("\r\n a b \t".trimmed == "a b")
    }
}
