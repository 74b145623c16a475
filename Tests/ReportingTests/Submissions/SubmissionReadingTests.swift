import Accounting
import LosslessJSON
import Reporting
import TestSupport
import Testing

/// A submission's document can be read back, and written again it is the same.
@Suite struct SubmissionReadingTests {
    @Test(arguments: RandomLedgers.seeds(few: 200))
    func whatIsReadIsWrittenAgain(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let submission = SubmissionReadingTests.submission(&random)
        let document = try JSON(parsing: SubmissionDocument.json(submission).prettyText)
        let read = try #require(SubmissionDocument.submission(from: document), "seed \(seed)")
        #expect(SubmissionDocument.json(read) == document, "seed \(seed)")
        #expect(read.refusal?.duplicate == submission.refusal?.duplicate)
    }

    @Test func theBudgetsOfADryRunAreReadBack() throws {
        let previews = [
            BudgetPreview(standing: Sample.standing(), cost: Sample.usd("1.5")),
            BudgetPreview(standing: Sample.standing(), cost: nil),
        ]
        let document = SubmissionDocument.json(
            Sample.submission(.reserved), isDryRun: true, budgets: previews)
        let style = TextStyle(columns: 80, usesColor: false)
        #expect(
            BudgetPreviewText.text(SubmissionDocument.budgets(from: document), style: style)
                == BudgetPreviewText.text(previews, style: style))
        #expect(SubmissionDocument.submission(from: document)?.state == .reserved)
    }

    @Test(arguments: [
        "{}", "[]", #"{"schema":"bursar.report/1"}"#, #"{"schema":"bursar.submission/1"}"#,
        #"{"schema":"bursar.submission/1","id":"x"}"#,
    ])
    func anotherDocumentIsNone(text: String) throws {
        #expect(SubmissionDocument.submission(from: try JSON(parsing: text)) == nil)
    }

    private static func submission(_ random: inout SplitMix64) -> Submission {
        func perhaps<Value>(_ value: @autoclosure () -> Value) -> Value? {
            Bool.random(using: &random) ? value() : nil
        }
        func usd() -> USD { USD(nanos: Int64.random(in: 0...5_000_000_000_000, using: &random)) }
        func instant() -> Instant {
            Instant(
                microseconds: Int64.random(in: 1...4_000_000_000_000, using: &random) * 1000)
        }
        let name: Name = "Zwölf \"ü\" ☃"
        let source = EstimateSource.allCases.randomElement(using: &random)
        let refusal = Refusal(
            reason: Refusal.Reason.allCases.randomElement(using: &random)!, message: "no\n\"room\"",
            obstacles: [
                Refusal.Obstacle(
                    budget: name,
                    limit: Bool.random(using: &random) ? .usd(usd()) : .submissions(3),
                    overrides: usd(),
                    holding: Holding(spent: usd(), reserved: usd(), posted: 2, open: 1),
                    requested: usd(), available: perhaps(usd()), resetsAt: perhaps(instant()))
            ],
            fits: [Refusal.Fit(mode: perhaps(.pro), seconds: perhaps(7))],
            duplicate: perhaps(Sample.id))
        return Submission(
            proposal: Proposal(
                id: Sample.id,
                subject: Subject(
                    model: name, mode: perhaps(.pro), orientation: perhaps(.image),
                    project: perhaps(name)),
                keepsAudio: perhaps(true), labels: [Label(key: name, value: "\u{202E}x")],
                estimate: Estimate(
                    usd: source == nil ? .zero : usd(), seconds: perhaps(8),
                    secondsSource: SecondsSource.allCases.randomElement(using: &random),
                    unitPrice: perhaps(usd()), pricePer: perhaps(.video), priceSource: source)),
            day: Day(ordinal: Int.random(in: 0...40_000, using: &random)), reservedAt: instant(),
            state: SubmissionState.allCases.randomElement(using: &random)!,
            dispatchedAt: perhaps(instant()), acceptedAt: perhaps(instant()),
            finishedAt: perhaps(instant()), generationID: perhaps("g/1 ☃"), quotedCharge: nil,
            charge: perhaps(
                Charge(
                    usd: usd(), credits: 5,
                    source: ChargeSource.allCases.randomElement(using: &random)!,
                    isProvisional: true, remark: perhaps("odd"))),
            videoURL: perhaps("https://e.example/v?a=%20"),
            fault: perhaps(Fault(name: "BAD", message: "no")), refusal: perhaps(refusal))
    }
}
