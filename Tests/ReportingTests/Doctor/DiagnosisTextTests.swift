import Accounting
import LosslessJSON
import Reporting
import Testing

/// How a checkup looks to a person, and what a program reads.
@Suite struct DiagnosisTextTests {
    static let failed = DoctorFacts.healthy
        .holding([(.unknown, 259_200)])
        .priced(.builtin)
        .answering(
            .missing(reason: "'api.aimlapi.com' took too long to connect; check the network"),
            .missing(reason: "the time-out ended before 'api.aimlapi.com' answered"))

    @Test func aFailedInstallationIsReadFromTopToBottom() {
        #expect(
            DiagnosisText.lines(
                Diagnosis(DiagnosisTextTests.failed), style: TextStyle(words: Sample.words))
                    == """
                    ok       config       /home/ada/.config/bursar/config.toml
                    unknown  key          set, from AIMLAPI_API_KEY; whether it is accepted is not
                                          known
                    problem  provider     'api.aimlapi.com' took too long to connect; check the
                                          network
                                          → try again later; see <seeSettings>
                    unknown  balance, key_limit, auto_top_up, clock: the provider did not answer
                    ok       ledger       /home/ada/.local/share/bursar/ledger.sqlite
                    ok       file_system  ext4, local
                    ok       permissions  file 0600, folder 0700: nobody else can read it
                    ok       disk_space   40.0 GiB free
                    ok       sqlite       3.51.3
                    ok       synchronous  FULL: what was recorded outlives a power cut
                    ok       time_zone    GMT, fixed; its day is 2026-11-21
                    warning  unresolved   1 unknown for 3 days, holding $1.00
                                          → see
                                            <syncOrResolve(Optional(019aa3c2-7f3e-7c1a-9b1e-01234567
                                            89ab))>
                    warning  prices       inferred, unverified: vendor/model-0
                                          → see <confirmPrices>
                    ok       captured     not read yet; reconciling reads the provider's bill
                    ok       alerts       sent to 1 channel

                    1 problem, 2 warnings, 5 unknown.

                    """)
    }

    @Test(arguments: [60, 80, 200]) func noLineIsWiderThanTheTerminal(columns: Int) {
        let style = TextStyle(columns: columns)
        for line in DiagnosisText.lines(Diagnosis(DiagnosisTextTests.failed), style: style)
            .split(separator: "\n")
        {
            #expect(line.count <= columns, "\(line)")
        }
    }

    @Test func whatComesFromOutsideSteersNoTerminal() {
        let facts = DoctorFacts.healthy.answering(
            .rejected(status: 403, reason: "\u{1B}[2Jgone"), .missing(reason: "x"))
        let text = DiagnosisText.lines(Diagnosis(facts), style: TextStyle())
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("\\u{1B}[2Jgone"))
    }

    @Test func coloursAreForTerminals() {
        let diagnosis = Diagnosis(DiagnosisTextTests.failed)
        let plain = DiagnosisText.lines(diagnosis, style: TextStyle())
        let coloured = DiagnosisText.lines(diagnosis, style: TextStyle(usesColor: true))
        #expect(!plain.contains("\u{1B}"))
        #expect(coloured.contains("\u{1B}[31mproblem\u{1B}[0m"))
        #expect(coloured.replacing(/\u{1B}\[\d+m/, with: "") == plain)
    }

    @Test func aHealthyOneEndsWithWhatIsNotKnown() {
        #expect(
            DiagnosisText.lines(Diagnosis(.healthy), style: TextStyle()).hasSuffix(
                "\n\n1 unknown.\n"))
    }

    @Test func theDocumentHasEveryCheckInOrder() throws {
        let json = DiagnosisDocument.json(
            Diagnosis(DiagnosisTextTests.failed), words: Sample.words)
        #expect(json.members?.map(\.key) == ["schema", "ok", "as_of", "checks"])
        #expect(json["schema"]?.string == "bursar.doctor/1")
        #expect(json["ok"]?.bool == false)
        #expect(json["as_of"]?.string == "2026-11-21T09:30:00.125Z")
        let checks = try #require(json["checks"]?.array)
        #expect(
            checks.compactMap { $0["name"]?.string } == [
                "config", "key", "provider", "balance", "key_limit", "auto_top_up", "clock",
                "ledger", "file_system", "permissions", "disk_space", "sqlite", "synchronous",
                "time_zone", "unresolved", "prices", "captured", "alerts",
            ])
        for check in checks {
            #expect(check.members?.map(\.key) == ["name", "status", "message", "advice"])
        }
        #expect(checks[0]["advice"]?.isNull == true)
        #expect(checks[2]["status"]?.string == "problem")
        #expect(checks[2]["advice"]?.string == "try again later; see <seeSettings>")
    }
}
