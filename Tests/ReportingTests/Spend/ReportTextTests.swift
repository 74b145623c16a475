import Accounting
import Reporting
import Testing
import Text

@Suite struct ReportTextTests {
    @Test func aMonthIsAStatementThatOneCanRead() {
        let text = Sample.month.rendered(as: .text, style: TextStyle())
        #expect(
            text == """
                Video generation in 2026-11
                2026-11-01 to 2026-11-30, UTC

                Charged      $13.5189605  27037921 credits
                Provisional   $6.552*     of what is charged
                Reserved     $19.656      still held, not charged
                Submissions   11          7 settled, 1 failed, 2 open, 1 unpriced

                By mode              Charged  Reserved  Submissions  Failed
                std              $1.638          –                1       –
                pro             $11.8809605*   $19.656           10       1

                By orientation       Charged  Reserved  Submissions  Failed
                image            $2.184          –                2       –
                video           $11.3349605*   $19.656            9       1

                By day               Charged  Reserved  Submissions  Failed
                2026-11-02       $3.822          –                3       –  ███████████
                2026-11-09       $3.1449605      –                4       1  █████████
                2026-11-21       $6.552*       $19.656            4       –  ███████████████████

                Open      2 submissions have not ended; what they may cost stays reserved.
                Unpriced  1 video was made, and its cost is not known yet; its reservation
                          stays.
                Refused   3 submissions were refused: nothing was sent or charged.
                *         Provisional: contains $6.552 of reservations that stand in until the
                          charge is known.

                Printed 21 Nov 2026, 09:30 (GMT); ledger 3f2a9c1be077

                """)
    }

    @Test func chargesStandBesideWhatWasExpectedOfThem() {
        let report = Sample.report([
            Sample.row(1, .std, .video, Sample.spend("1.90", estimated: "1.638", error: "0.262")),
            Sample.row(2, .pro, .image, Sample.spend("1.20", estimated: "2.184", error: "-0.984")),
            Sample.row(3, nil, nil, Sample.spend("4")),
        ])
        let text = report.rendered(
            as: .text, by: [.mode], details: true, style: TextStyle())
        #expect(
            text.contains(
                """
                Charged         $7.10   14200000 credits
                Reserved        $0.00
                vs estimate    -18.8 %  against the $3.822 estimated for known charges
                Per video       $2.37   for 3 finished videos, failures included
                Confirmed    100 %      of what is charged or held is named by the provider
                Submissions      3      3 settled

                By mode  Charged  vs estimate  Submissions
                std        $1.90      +15.9 %            1
                pro        $1.20      -45.0 %            1
                (none)     $4.00        –                1
                """), "\(text)")
        #expect(
            report.rendered(as: .markdown, by: [.mode], details: true, style: TextStyle())
                .contains(
                    "| pro | 1.20 | 0.00 | 0.00 | 2400000 | 1 | 1 | 0 | 0 | 0 | 0 | -45.0 % |\n"))
        for format in [ReportFormat.text, .markdown] {
            let usual = report.rendered(as: format, by: [.mode], style: TextStyle())
            #expect(!usual.contains("vs estimate") && !usual.contains("-45.0 %"))
        }
    }

    @Test func anEmptyMonthIsAnAnswer() {
        let report = Sample.report([], filters: .init(mode: .pro, project: "trailer"))
        #expect(
            report.rendered(as: .text, style: TextStyle()) == """
                Video generation in 2026-11
                2026-11-01 to 2026-11-30, UTC
                Only mode pro, project trailer

                Nothing was submitted in 2026-11.

                Charged      $0.00  0 credits
                Reserved     $0.00
                Submissions   0

                Printed 21 Nov 2026, 09:30 (GMT); ledger 3f2a9c1be077

                """)
    }

    @Test func sectionsAreThoseThatWereChosenInThatOrder() {
        let text = Sample.month.rendered(
            as: .text, by: [.project, .mode, .project], style: TextStyle())
        let titles = text.split(separator: "\n").filter { $0.hasPrefix("By ") }
            .map { $0.split(separator: " ")[1] }
        #expect(titles == ["project", "mode"])
        #expect(text.contains("(none)"))
    }

    @Test(arguments: UInt64(0)..<60, [60, 80, 200])
    func everyLineFitsWhateverTheNames(seed: UInt64, columns: Int) {
        let text = RandomReports.report(seed: seed).rendered(
            as: .text, by: ReportDimension.plain, style: TextStyle(columns: columns))
        let widest = text.split(separator: "\n").map { TerminalText.width(String($0)) }.max() ?? 0
        #expect(widest <= columns, "seed \(seed)")
        #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
        #expect(
            !text.unicodeScalars.contains {
                $0.properties.generalCategory == .control && $0 != "\n"
            }
        )
    }

    @Test func amountsAreBelowEachOtherBesideWideNames() {
        let rows = ["名前", "plain", "e\u{301}cole"].map {
            Sample.row(1, .std, .video, project: $0, Sample.spend("1.5"))
        }
        let text = Sample.report(rows).rendered(as: .text, by: [.project], style: TextStyle())
        let columns = text.split(separator: "\n").filter { $0.contains("$1.50") }
            .map { TerminalText.width(String($0)) }
        #expect(columns.count == 3 && Set(columns).count == 1)
    }

    @Test func colourChangesNothingButColour() {
        let plain = Sample.month.rendered(as: .text, style: TextStyle())
        let colored = Sample.month.rendered(as: .text, style: TextStyle(usesColor: true))
        #expect(!plain.contains("\u{1B}"))
        #expect(colored.contains("\u{1B}[33m$6.552*\u{1B}[0m"))
        #expect(colored.contains("\u{1B}[1mBy mode"))
        #expect(colored.replacing(/\u{1B}\[\d*m/, with: "") == plain)
    }

    @Test(.timeLimit(.minutes(1)))
    func aReportOfManyProjectsTakesNoLongerPerProject() {
        let rows = (0..<10_000).map {
            Sample.row(1 + $0 % 30, .std, .video, project: "p\($0)", Sample.spend("1.638"))
        }
        let text = Sample.report(rows).rendered(as: .text, by: [.project], style: TextStyle())
        #expect(text.split(separator: "\n").count > 10_000)
    }
}
