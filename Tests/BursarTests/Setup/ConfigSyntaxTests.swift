import Testing

@testable import bursar

/// What is said of a config file that is no TOML: the line, the key and what to write.
struct ConfigSyntaxTests {
    @Test(
        arguments: [
            (
                "ledger = ",
                "c, line 1: the value of 'ledger' cannot be read (encountered end-of-file);"
            ),
            (
                "[provider]\nbase_url = https://a.b",
                "c, line 2: the value of 'base_url' cannot be read (could not determine value type);"
                    + " write base_url = \"…\", in quotes"
            ),
            (
                "ledger = \"a\"\nledger = \"b\"",
                "c, line 2: 'ledger' is here for a second time; remove one of the two"
            ),
            (
                "[provider", "c, line 1: the heading [provider cannot be read (encountered"
            ),
            (
                "[alerts]\n[alerts]\n",
                "c, line 2: the table [alerts] is here for a second time; put its keys below"
            ),
            ("ledger \"x\"", "c, line 1: 'ledger \"x\"' cannot be read (expected '=', saw '\"');"),
        ])
    func aMistakeOfSyntaxNamesTheKey(text: String, sentence: String) {
        let faults = ConfigFile(text: text, path: "c", home: nil).faults
        #expect(faults.count == 1)
        #expect(faults.first?.message.hasPrefix(sentence) == true, "\(faults.map(\.message))")
    }
}
