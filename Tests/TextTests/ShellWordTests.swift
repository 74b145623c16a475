import Testing
import Text

@Suite struct ShellWordTests {
    @Test(arguments: [
        ("spring", "spring"), ("/var/lib/a-b_c.db", "/var/lib/a-b_c.db"), ("", "''"),
        ("two words", "'two words'"), ("it's", #"'it'\''s'"#), ("$(rm)", "'$(rm)'"),
        ("a;b", "'a;b'"), ("früh", "'früh'"), ("~", "'~'"),
        // A quote under a mark that combines with it is a quote to the shell.
        ("a'\u{301};b", "'a'\\''\u{301};b'"),
    ])
    func aShellTakesItForOneWord(text: String, word: String) {
        #expect(Array(ShellWord.quoted(text).utf8) == Array(word.utf8))
    }
}
