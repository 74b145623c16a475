import Accounting
import LosslessJSON
import Reporting
import Testing

@Suite struct SubmissionHistoryTests {
    private static let entries: [(at: Instant, entry: Entry)] = {
        let proposal = Sample.submission().proposal
        let events: [SubmissionEvent] = [
            .dispatched, .lost(Fault(name: "timeout", message: "no \u{1B} answer")),
            .accepted(generationID: "gen-1", quotedCharge: nil),
            .held(Charge(usd: Sample.usd("3"), source: .submit)),
            .settled(
                Charge(usd: Sample.usd("6.552"), source: .estimate, isProvisional: true),
                videoURL: nil, fault: nil),
            .adjusted(Charge(usd: Sample.usd("7.5"), source: .transactions), reason: "the bill"),
            .adjusted(
                Charge(usd: Sample.usd("1.638"), source: .operator),
                reason: "invoice of 30 Nov, line 12, after two letters to their support"),
        ]
        let first: [(at: Instant, entry: Entry)] = [(Sample.now, .proposed(proposal, .reserved))]
        let rest = events.map { (at: Sample.now, entry: Entry.happened(Sample.id, $0)) }
        let refiling = Refiling(
            from: Filing(project: "trailer", labels: [Label(key: "scene", value: "12")]),
            to: Filing(project: nil, labels: [Label(key: "scene", value: "\u{1B}13")]),
            reason: "a test, by mistake", charged: .init(usd: Sample.usd("1.638"), credits: 1),
            reserved: .zero, corrections: 2, corrected: .zero)
        let last: [(at: Instant, entry: Entry)] = [(Sample.now, .refiled(Sample.id, refiling))]
        return first + rest + last + [(Sample.now, .overrun(Sample.id, by: Sample.usd("0.948")))]
    }()

    @Test func everyEntrySaysWhatHappenedWhatItCostAndWhy() {
        let text = SubmissionText.history(
            SubmissionHistory(SubmissionHistoryTests.entries), style: TextStyle(),
            calendar: Sample.calendar)
        #expect(
            text == #"""
                History
                21 Nov 2026, 09:30:00  reserved    at most $6.552
                21 Nov 2026, 09:30:00  dispatched
                21 Nov 2026, 09:30:00  unknown     timeout: no \u{1B} answer
                21 Nov 2026, 09:30:00  accepted    generation gen-1
                21 Nov 2026, 09:30:00  hold        $3.00 named so far
                21 Nov 2026, 09:30:00  settled     $6.552, provisional
                21 Nov 2026, 09:30:00  adjusted    $7.50 instead of $6.552, from the provider's
                                                   bill: the bill
                21 Nov 2026, 09:30:00  adjusted    $1.638 instead of $7.50, entered by hand:
                                                   invoice of 30 Nov, line 12, after two letters
                                                   to their support
                21 Nov 2026, 09:30:00  refiled     project trailer → (none), label scene 12 →
                                                   \u{1B}13: a test, by mistake
                21 Nov 2026, 09:30:00  overrun     $0.948 more than was reserved

                """#)
    }

    @Test func aLateChargeOfOneThatWasVoidedReplacesNothing() {
        let history = SubmissionHistory([
            (Sample.now, .happened(Sample.id, .voided(Fault(name: "failed", message: "no")))),
            (
                Sample.now,
                .happened(
                    Sample.id,
                    .adjusted(Charge(usd: Sample.usd("0.5"), source: .operator), reason: "bill"))
            ),
        ])
        let text = SubmissionText.history(
            history, style: TextStyle(columns: 120), calendar: Sample.calendar)
        #expect(text.contains("voided    failed: no\n"))
        #expect(text.contains("adjusted  $0.50 instead of $0.00, entered by hand: bill\n"))
    }

    @Test func theDocumentHasEveryKeyInEveryStep() throws {
        let history = SubmissionHistory(SubmissionHistoryTests.entries)
        let json = SubmissionDocument.json(Sample.submission(), history: history)
        #expect(json.members?.last?.key == "history")
        let steps = try #require(json["history"]?.array)
        #expect(steps.count == 10)
        for step in steps {
            #expect(
                step.members?.map(\.key) == [
                    "at", "event", "usd", "previous_usd", "source", "provisional", "reason",
                    "generation_id", "from", "to",
                ])
        }
        #expect(steps[7]["from"] == .null && steps[7]["to"] == .null)
        #expect(steps[8]["from"] == ["project": "trailer", "labels": ["scene": "12"]])
        #expect(steps[8]["to"] == ["project": nil, "labels": ["scene": "\u{1B}13"]])
        #expect(steps[1]["usd"] == .null && steps[5]["provisional"] == true)
        #expect(steps[6]["previous_usd"] == "6.552" && steps[6]["source"] == "transactions")
        #expect(SubmissionDocument.json(Sample.submission())["history"] == nil)
    }
}
