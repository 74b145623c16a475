import Foundation
import TestSupport
import Testing

/// `config.toml` and `bursar config`: a mistake is named with its line, a value with its origin.
@Suite(.runsPrograms)
struct ConfigTests {
    private static let mistakes: [(text: String, sentence: String)] = [
        ("ledger = ", "config.toml, line 1: "),
        ("# fine\nledgr = \"x\"", "config.toml, line 2: the key 'ledgr' is not known; known here:"),
        ("ledger = 5", "config.toml, line 1: 'ledger' must be a text in quotes"),
        ("[provider]\n\nbase = \"x\"", "config.toml, line 3: the key 'base' is not known"),
        ("[provider]\nbase_url = true", "config.toml, line 2: 'base_url' must be a text"),
        ("provider = 1", "config.toml, line 1: 'provider' must be a table: [provider]"),
        ("[alerts]\nbalance_below = 20", "config.toml, line 2: 'balance_below' must be a text"),
        ("[alerts]\nbalance_below = \"-1\"", "line 2: '-1' must be more than zero"),
        ("[alerts]\nchannel = \"ops\"", "line 2: 'channel' must be a list of tables"),
        (
            "[[alerts.channel]]\ntype = \"webhook\"",
            "line 1: alert channel '1', name: a channel needs a name"
        ),
        (
            "[[alerts.channel]]\nname = \"a\"\ntype = \"pigeon\"",
            "line 3: alert channel 'a', type: there is no type 'pigeon'; write one of"
        ),
        (
            "[[alerts.channel]]\nname = \"a\"\ntype = \"email\"\nevents = [1]",
            "line 4: 'events' must be a list of texts"
        ),
        (
            "[[alerts.channel]]\nname = \"a\"\ntype = \"desktop\"\n"
                + "[[alerts.channel]]\nname = \"b\"\ntype = \"pigeon\"",
            "line 6: alert channel 'b', type: there is no type 'pigeon'"
        ),
        (
            "[[alerts.channel]]\nname = \"a\"",
            "line 1: alert channel 'a', type: a channel needs a type; write one of"
        ),
        ("ledger = \"a\"\nledger = \"b\"", "config.toml, line 2: "),
    ]

    @Test(arguments: mistakes)
    func aMistakeIsNamedWithItsLine(text: String, sentence: String) async throws {
        let fixture = try CommandFixture()
        let file = try fixture.folder.file("config.toml", Array(text.utf8))
        let result = try await fixture.with(["BURSAR_CONFIG": file]).run("config")
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains(sentence), "\(result.errors)")
    }

    private static let looks = [
        ["list"], ["verify"], ["report"], ["budget", "list"], ["budget", "status"], ["export"],
        ["price", "list"], ["alerts", "list"],
    ]

    /// Where a variable names the ledger, nothing that is read there needs the file.
    @Test(arguments: mistakes)
    func aMistakeStopsNothingThatNeedsNoneOfIt(text: String, sentence: String) async throws {
        let fixture = try CommandFixture()
        try await fixture.run("budget", "set", "b", "--limit", "5", "--per", "day")
        let file = try fixture.folder.file("config.toml", Array(text.utf8))
        let isOfAlerts = text.hasPrefix("[alerts") || text.hasPrefix("[[alerts")
        for arguments in ConfigTests.looks {
            let result = try await fixture.with(["BURSAR_CONFIG": file]).run(arguments)
            #expect(result.status == 0, "\(arguments): \(result.errors)")
            #expect(result.complaints.count == (isOfAlerts ? 0 : 1), "\(result.errors)")
            #expect(isOfAlerts || result.errors.contains("warning: "), "\(result.errors)")
            #expect(isOfAlerts || result.errors.contains(sentence), "\(result.errors)")
        }
    }

    private static let unreadable: [(text: String, isKnown: Bool)] = [
        ("ledger = \"FILE\"\n[provider]\nbase_url = \n", true),
        ("# mine\nledger = 'FILE' # there\n\n[[alerts.channel]]\nname = \"a\n", true),
        ("ledger = \"FILE\"\n[provider]\nbase = \"x\"", true),
        ("ledger = \"FILE\"\nother = 1", true), ("[[alerts.channel]]\ntype = \"pigeon\"", true),
        ("ledger = \"FILE\n[provider]\nbase_url = \"https://a.b\"", false),
        ("ledgr = \"FILE\"", false), ("ledger = 5", false), ("ledger = ", false),
        ("ledgr = \"FILE\"\n[provider]\nbase_url = \n", false),
        ("a = \"\"\"\n[provider]\n", false),
        // At the end of the file it belongs to the table above.
        ("[provider]\nbase_url = \"https://a.b\"\nledger = \"FILE\"", false),
        ("[alerts]\nledgr = \"FILE\"", false),
        ("[[alerts.channel]]\nname = \"a\"\nledger = \"FILE\"", false),
        ("[provider\nledger = \"FILE\"", false), ("[provider\r\nledger = 'FILE'", false),
    ]

    private static let misplaced = [
        "base_url = \"https://a.b\"", "[alerts]\nbase_url = \"https://a.b\"",
        "[[alerts.channel]]\nname = \"a\"\nbase_url = \"https://a.b\"",
        "[alerts.provider]\nbase_url = \"https://a.b\"",
    ]

    /// Else what is sent would go to the default one.
    @Test(arguments: misplaced)
    func aProviderThatIsNamedInTheWrongPlaceIsNotReplaced(text: String) async throws {
        let fixture = try CommandFixture(["AIMLAPI_BASE_URL": ""])
        let file = try fixture.folder.file("config.toml", Array(text.utf8))
        let result = try await fixture.with(["BURSAR_CONFIG": file]).submit("a")
        #expect(result.status == 1)
        #expect(
            result.errors.contains("name the provider with AIMLAPI_BASE_URL (nothing was sent)"),
            "\(result.errors)")
    }

    /// Another ledger would be another account: what a file may name and cannot be read is not guessed.
    @Test(arguments: unreadable)
    func aLedgerThatCannotBeReadOutOfTheFileIsNotReplaced(text: String, isKnown: Bool) async throws
    {
        let fixture = try CommandFixture(["BURSAR_LEDGER": ""])
        let ledger = fixture.folder.path("accounts.sqlite")
        try await fixture.with(["BURSAR_LEDGER": ledger])
            .run("budget", "set", "mine", "--limit", "5", "--per", "day")
        let text = text.replacing("FILE", with: ledger)
        let file = try fixture.folder.file("config.toml", Array(text.utf8))
        let configured = fixture.with(["BURSAR_CONFIG": file])
        let result = try await configured.run("budget", "list")
        #expect((result.status == 0) == isKnown, "\(result.errors)")
        if text.contains(ledger), isKnown { #expect(result.output.contains("mine")) }
        if !isKnown {
            #expect(result.output == "" && result.complaints.count == 1)
            #expect(
                result.errors.contains("correct it, or name the ledger with BURSAR_LEDGER"),
                "\(result.errors)")
            #expect(try !fixture.files().contains { $0.name.hasPrefix("home/data") })
            let named = try await configured.with(["BURSAR_LEDGER": ledger]).run("budget", "list")
            #expect(named.status == 0 && named.output.contains("mine"))
        }
    }

    @Test func nothingIsSentWhereTheProviderCannotBeReadOutOfTheFile() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        for text in ["[provider]\nbase = \"x\"", "[provder]\nbase_url = \"x\"", "[provider"] {
            let file = try fixture.folder.file("config.toml", Array(text.utf8))
            let configured = fixture.with(["BURSAR_CONFIG": file])
            let blind = try await configured.with(["AIMLAPI_BASE_URL": ""]).submit("a")
            #expect(blind.status == 1)
            #expect(
                blind.errors.contains(
                    "name the provider with AIMLAPI_BASE_URL (nothing was sent)"),
                "\(blind.errors)")
            #expect(try await configured.run("list").output == "No submissions.\n")
        }
        #expect(try await sandbox.submissions().isEmpty)
        let file = try fixture.folder.file("config.toml", Array("[provider".utf8))
        #expect(try await fixture.with(["BURSAR_CONFIG": file]).submit("a").status == 0)
        #expect(try await sandbox.submissions().count == 1)
    }

    /// Somebody edits the file while a video is followed.
    @Test func aFileThatBreaksInTheMiddleIsSaidInWords() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run("budget", "set", "b", "--limit", "5", "--per", "day")
        let file = try fixture.folder.file(
            "config.toml",
            Array("[[alerts.channel]]\nname = \"a\"\ntype = \"command\"\ncommand = [\"true\"]".utf8)
        )
        let configured = fixture.with(["BURSAR_CONFIG": file])
        let running = try await configured.program.start(
            CommandFixture.submission("a [sandbox run=2]", ["--duration", "20"]))
        try await sandbox.receives()
        try Data("[[alerts.channel]]\nname = \"a\"\ntype = \"pigeon\"".utf8)
            .write(to: URL(fileURLWithPath: file))
        let result = try await running.wait()
        #expect(result.status == 0)
        #expect(!result.errors.contains("Failure("), "\(result.errors)")
        #expect(result.errors.contains("there is no type 'pigeon'"), "\(result.errors)")
        #expect(result.complaints.count { $0.contains("pigeon") } == 1, "\(result.errors)")
    }

    @Test func aKeyInThePathOfTheBaseURLIsNotShown() async throws {
        let fixture = try CommandFixture([
            "AIMLAPI_BASE_URL": "http://127.0.0.1:9/sk-SECRET-0123456789/v1"
        ])
        for arguments in [
            ["config"], ["doctor"], ["doctor", "--json"], CommandFixture.submission("a"), ["sync"],
            ["price", "sync"], ["reconcile"], ["list", "--json"], ["export"],
        ] {
            let result = try await fixture.run(arguments)
            #expect(!(result.output + result.errors).contains("SECRET"), "\(arguments)")
        }
        #expect(
            try await fixture.run("config").output.contains(
                "http://127.0.0.1:9/…  (from AIMLAPI_BASE"))
        let exposed = try CommandFixture([
            "AIMLAPI_BASE_URL": "http://a.invalid/sk-SECRET-0123456789"
        ])
        #expect(try await !exposed.submit("a").errors.contains("SECRET"))
        for file in try fixture.files() {
            #expect(file.bytes.firstRange(of: Data("SECRET".utf8)) == nil, "\(file.name)")
        }
    }

    @Test func aFileThatSomebodyNamedMustBeThere() async throws {
        let result = try await CommandFixture(["BURSAR_CONFIG": "/nope/config.toml"]).run("config")
        #expect(result.status == 1)
        #expect(result.errors.contains("BURSAR_CONFIG names /nope/config.toml"))
    }

    @Test func aKeyThatGoesOverTheNetworkInClearIsWarnedOfOnce() async throws {
        let warning = "is not encrypted: the API key and the films can be read on the way"
        for host in ["provider.invalid", "127.evil.invalid", "localhost.invalid:80", "[::2]:9"] {
            let fixture = try CommandFixture(["AIMLAPI_BASE_URL": "http://\(host)"])
            let result = try await fixture.submit("a")
            let warnings = result.complaints.filter { $0.contains(warning) }
            #expect(warnings.count == 1, "\(host): \(result.errors)")
            #expect(warnings.first?.hasPrefix("warning: http://\(host) (from AIMLAPI_BASE") == true)
            #expect(try await !fixture.run("list").errors.contains(warning))
        }
        for url in [
            "http://127.0.0.1:9", "http://localhost:9", "http://[::1]:9", "http://a.localhost:9",
            "https://provider.invalid",
        ] {
            let result = try await CommandFixture(["AIMLAPI_BASE_URL": url]).submit("a")
            #expect(!result.errors.contains(warning), "\(url)")
        }
    }

    @Test(arguments: [
        "https://me:SECRET@provider.example", "https://provider.example?key=SECRET", "SECRET",
    ])
    func aBaseURLThatMayHoldTheKeyIsNotShown(url: String) async throws {
        let result = try await CommandFixture(["AIMLAPI_BASE_URL": url]).run("config")
        #expect(result.status == 0)
        #expect(result.output.contains("cannot be used, not shown  (from AIMLAPI_BASE_URL)"))
        #expect(!(result.output + result.errors).contains("SECRET"))
    }

    @Test func variablesWinOverTheFileAndTheFileOverDefaults() async throws {
        let fixture = try CommandFixture(["BURSAR_LEDGER": "", "AIMLAPI_BASE_URL": ""])
        let folder = fixture.folder.path("home/config/bursar")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let inFile = fixture.folder.path("from-file.sqlite")
        try Data("ledger = \"\(inFile)\"\n[provider]\nbase_url = \"https://file.example\"".utf8)
            .write(to: URL(fileURLWithPath: "\(folder)/config.toml"))

        let text = try await fixture.run("config").output
        #expect(text.contains("\(inFile)  (from \(folder)/config.toml)"))
        #expect(text.contains("https://file.example  (from \(folder)/config.toml)"))
        #expect(text.contains("set, not shown  (from AIMLAPI_API_KEY)"))
        #expect(text.contains("config.toml  (from XDG_CONFIG_HOME)"))
        #expect(!text.contains(CommandFixture.key))

        let other = fixture.with([
            "BURSAR_LEDGER": "/x/y", "AIML_API_BASE": "https://other.example",
        ])
        let overridden = try await other.run("config").output
        #expect(overridden.contains("/x/y  (from BURSAR_LEDGER)"))
        #expect(overridden.contains("https://other.example  (from AIML_API_BASE)"))

        let bare = try CommandFixture([
            "BURSAR_LEDGER": "", "AIMLAPI_BASE_URL": "", "XDG_DATA_HOME": "relative",
            "XDG_CONFIG_HOME": "", "AIMLAPI_API_KEY": "",
        ])
        let defaults = try await bare.run("config").output
        #expect(defaults.contains("/home/.local/share/bursar/ledger.sqlite  (default)"))
        #expect(defaults.contains("https://api.aimlapi.com  (default)"))
        #expect(defaults.contains("not set  (set AIMLAPI_API_KEY)"))
    }

    private static let variables: [(text: String, path: String?)] = [
        ("~/a/l.sqlite", "HOME/a/l.sqlite"), ("~", "HOME"), ("/x/~/l", "/x/~/l"),
        ("l.sqlite", nil), ("./l.sqlite", nil), ("../l", nil), ("~bob/l", nil), ("$HOME/l", nil),
        (":memory:", nil), ("file:/x", nil),
    ]

    private static let inFile: [(text: String, path: String?)] = [
        ("~/l.sqlite", "HOME/l.sqlite"), ("l.sqlite", "FOLDER/l.sqlite"), ("./l", "FOLDER/l"),
        ("a/../l", "FOLDER/a/../l"), ("/x/l", "/x/l"), ("", nil), ("~bob/l", nil), ("$HOME/l", nil),
    ]

    /// One ledger and one guard, from whatever folder and however it is named.
    @Test(arguments: variables)
    func aVariableNamesAWholePathOrNone(text: String, path: String?) async throws {
        let fixture = try CommandFixture()
        let home = try #require(fixture.environment["HOME"])
        let result = try await fixture.with(["BURSAR_LEDGER": text]).run("config")
        if let path {
            let whole = path.replacing("HOME", with: home)
            #expect(result.output.contains("\(whole)  (from BURSAR_LEDGER)"), "\(result.output)")
            return
        }
        #expect(result.status == 1 && result.output == "")
        #expect(result.errors.contains("BURSAR_LEDGER: '\(text)' is "), "\(result.errors)")
        #expect(result.errors.contains("write the whole path"))
        let unnamed = ["BURSAR_CONFIG": text, "BURSAR_LEDGER": ""]
        #expect(try await fixture.with(unnamed).run("list").status == 1)
        #expect(try await fixture.with(["BURSAR_LEDGER": text]).submit("a").status == 1)
        #expect(try fixture.files().isEmpty)
    }

    @Test(arguments: inFile)
    func aPathOfTheFileIsRelativeToTheFile(text: String, path: String?) async throws {
        let fixture = try CommandFixture(["BURSAR_LEDGER": ""])
        let home = try #require(fixture.environment["HOME"])
        let file = try fixture.folder.file("c.toml", Array("\nledger = \"\(text)\"\n".utf8))
        let result = try await fixture.with(["BURSAR_CONFIG": file]).run("config")
        guard let path else {
            #expect(result.status == 1 && result.errors.contains("c.toml, line 2: 'ledger': "))
            return
        }
        let whole = path.replacing("HOME", with: home)
            .replacing("FOLDER", with: fixture.folder.url.path)
        #expect(result.output.contains("\(whole)  (from \(file))"), "\(result.output)")
    }

    @Test func aHomeThatIsNoWholePathNamesNoLedger() async throws {
        let fixture = try CommandFixture(["BURSAR_LEDGER": "", "XDG_DATA_HOME": "", "HOME": "here"])
        let result = try await fixture.run("list")
        #expect(result.status == 1 && result.errors.contains("HOME is 'here', which is no whole"))
        let named = try await fixture.with(["BURSAR_LEDGER": "~/l"]).run("list")
        #expect(named.status == 1 && named.errors.contains("HOME is not set to a folder"))
    }

    @Test func withoutAHomeTheLedgerMustBeNamed() async throws {
        let fixture = try CommandFixture(["HOME": "", "XDG_DATA_HOME": "", "BURSAR_LEDGER": ""])
        let result = try await fixture.run("list")
        #expect(result.status == 1)
        #expect(result.errors.contains("HOME is not set; name the ledger with BURSAR_LEDGER"))
        let named = try CommandFixture(["HOME": "", "XDG_CONFIG_HOME": ""])
        #expect(try await named.run("list").status == 0)
    }
}
