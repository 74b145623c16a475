import Accounting
import Reporting
import Testing

@Suite struct SubmissionTextTests {
    @Test func theDetailSaysWhatIsKnownAndLeavesOutTheRest() {
        let charge = Charge(usd: Sample.usd("3.1449605"), source: .body)
        let text = SubmissionText.detail(
            Sample.submission(.settled, charge: charge), style: TextStyle(),
            calendar: Sample.calendar)
        #expect(
            text == """
                Submission   019aa3c2-7f3e-7c1a-9b1e-0123456789ab
                State        settled: it ended, and its charge is posted
                Generation   gen-1
                Model        klingai/video-v3-motion-control
                Mode         pro
                Orientation  video
                Audio        kept
                Project      trailer
                Labels       scene=12
                Day          2026-11-21 (GMT)
                Reserved     2026-11-21 09:30:00 UTC
                Estimate     at most $6.552: 30 s (cap) at $0.2184 per second (builtin price)
                Charge       $3.1449605, 6289921 credits, from the last answer

                """)
    }

    @Test func aProvisionalChargeAndADisagreementAreShown() {
        let charge = Charge(
            usd: Sample.usd("6.552"), credits: 1, source: .estimate, isProvisional: true,
            remark: "usd_spent 6.552 and credits_used 1 disagree")
        let text = SubmissionText.detail(
            Sample.submission(.settled, charge: charge), style: TextStyle(usesColor: true),
            calendar: Sample.calendar)
        #expect(text.contains("\u{1B}[33m$6.552, 1 credits, provisional\u{1B}[0m"))
        #expect(text.contains("credits_used 1 disagree"))
    }

    @Test func textOfTheProviderCannotSteerTheTerminal() {
        let fault = Fault(name: "BAD\u{1B}[2J", message: "line\nline \u{202E}")
        let submission = Sample.submission(.voided, fault: fault, project: "\u{9B}31m")
        let text = SubmissionText.detail(
            submission, style: TextStyle(), calendar: Sample.calendar)
        #expect(text.contains(#"BAD\u{1B}[2J: line\u{A}line \u{202E}"#))
        #expect(text.contains(#"Project      \u{9B}31m"#))
        #expect(text.contains("Charge       none\n"))
    }

    @Test func theListIsATableWithWholeIds() {
        let list = [
            Sample.submission(.accepted),
            Sample.submission(.settled, charge: Charge(usd: Sample.usd("3.15"), source: .body)),
            Sample.submission(
                .settled,
                charge: Charge(usd: Sample.usd("12.5"), source: .estimate, isProvisional: true)),
            Sample.submission(.refused),
        ]
        #expect(
            SubmissionText.list(list, style: TextStyle(columns: 100)) == """
                Submission                            State     Made as    Day            Cost  Project
                019aa3c2-7f3e-7c1a-9b1e-0123456789ab  accepted  pro/video  2026-11-21  ≤$6.552  trailer
                019aa3c2-7f3e-7c1a-9b1e-0123456789ab  settled   pro/video  2026-11-21   $3.15   trailer
                019aa3c2-7f3e-7c1a-9b1e-0123456789ab  settled   pro/video  2026-11-21  $12.50*  trailer
                019aa3c2-7f3e-7c1a-9b1e-0123456789ab  refused   pro/video  2026-11-21    –      trailer

                """)
        #expect(SubmissionText.list([], style: TextStyle()) == "No submissions.\n")
    }

    @Test(arguments: RandomReports.names, [60, 80, 100, 160])
    func theListFitsWhateverTheNames(name: String, columns: Int) {
        let list = SubmissionState.allCases.map {
            Sample.submission(
                $0, charge: Charge(usd: Sample.usd("12345678.987654321"), source: .body),
                project: name, model: name)
        }
        let text = SubmissionText.list(list, style: TextStyle(columns: columns))
        let lines = text.split(separator: "\n")
        #expect(lines.count == list.count + 1)
        #expect(lines.allSatisfy { TerminalText.width(String($0)) <= columns })
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(Sample.id.description) })
    }
}
