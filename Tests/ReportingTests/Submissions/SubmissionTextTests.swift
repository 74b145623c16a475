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
                State        settled: finished; charged
                Generation   gen-1
                Model        klingai/video-v3-motion-control
                Mode         pro
                Orientation  video
                Audio        kept
                Project      trailer
                Labels       scene=12
                Day          2026-11-21 (GMT)
                Reserved     21 Nov 2026, 09:30:00
                Estimate     at most $6.552: 30 s assumed, at $0.2184 per second (builtin price)
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
        #expect(text.contains("\u{1B}[33m$6.552, 1 credit, provisional\u{1B}[0m"))
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

    @Test func aVoidedOneWithALateChargeSaysThatItWasChargedLater() {
        let fault = Fault(name: "failed", message: "no")
        func state(_ charge: Charge?) -> String {
            let submission = Sample.submission(.voided, charge: charge, fault: fault)
            let text = SubmissionText.detail(
                submission, style: TextStyle(), calendar: Sample.calendar)
            return text.split(separator: "\n").first { $0.hasPrefix("State") }.map(String.init)
                ?? ""
        }
        let late = Charge(usd: Sample.usd("0.5"), source: .operator)
        let none = Charge(usd: .zero, source: .operator)
        #expect(state(late).hasSuffix("voided: ended without a charge; charged later"))
        #expect(state(none).hasSuffix("voided: ended without a charge"))
        #expect(state(nil).hasSuffix("voided: ended without a charge"))
    }
}
