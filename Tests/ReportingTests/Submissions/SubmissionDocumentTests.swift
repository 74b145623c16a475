import Accounting
import LosslessJSON
import Reporting
import Testing

@Suite struct SubmissionDocumentTests {
    private static let contract = [
        "schema", "id", "state", "model", "mode", "orientation", "keep_audio", "project", "labels",
        "day", "reserved_at", "dispatched_at", "accepted_at", "finished_at", "generation_id",
        "estimate", "charge", "video_url", "error", "refusal",
    ]
    private static let refusal = Refusal(
        reason: .budgetExhausted, message: "budget 'b' has $1.20 left",
        obstacles: [
            Refusal.Obstacle(
                budget: "b", limit: .usd(Sample.usd("25")), overrides: Sample.usd("5"),
                holding: Sample.standing().holding, requested: Sample.usd("6.552"),
                available: Sample.usd("1.2"), resetsAt: Sample.now),
            Refusal.Obstacle(
                budget: "n", limit: .submissions(5), overrides: .zero,
                holding: Sample.standing().holding, requested: Sample.usd("6.552"), available: nil,
                resetsAt: nil),
        ],
        fits: [Refusal.Fit(mode: .std, seconds: 6), Refusal.Fit(mode: nil, seconds: nil)])

    @Test func everyKeyIsThereInOrderWhateverIsKnown() {
        let charge = Charge(usd: Sample.usd("3.1449605"), source: .body)
        let fault = Fault(name: "BAD", message: "no")
        for submission in [
            Sample.submission(.accepted), Sample.submission(.settled, charge: charge),
            Sample.submission(.voided, fault: fault),
            Sample.submission(.refused, refusal: SubmissionDocumentTests.refusal),
        ] {
            let json = SubmissionDocument.json(submission)
            #expect(keys(json) == SubmissionDocumentTests.contract)
            #expect(
                keys(json["estimate"]) == [
                    "usd", "seconds", "seconds_source", "unit_price_usd", "price_per",
                    "price_source",
                ])
        }
        let json = SubmissionDocument.json(
            Sample.submission(.settled, charge: charge, fault: fault))
        #expect(keys(json["charge"])?.prefix(4) == ["usd", "credits", "source", "provisional"])
        #expect(json["charge"]?["credits"] == .number("6289921"))
        #expect(json["error"] == ["name": "BAD", "message": "no"])
        #expect(json["labels"] == ["scene": "12"])
        #expect(json["estimate"]?["price_per"] == "second")
    }

    @Test func aRefusalNamesEveryBudgetInTheWay() throws {
        let json = RefusalDocument.json(SubmissionDocumentTests.refusal)
        #expect(keys(json) == ["reason", "message", "budgets", "fits", "duplicate"])
        let budgets = try #require(json["budgets"]?.array)
        for budget in budgets {
            #expect(
                keys(budget) == [
                    "name", "limit_usd", "spent_usd", "reserved_usd", "requested_usd",
                    "available_usd", "resets_at", "overrides_usd", "limit_submissions",
                    "submissions",
                ])
        }
        #expect(budgets[0]["limit_usd"] == "25.00" && budgets[0]["overrides_usd"] == "5.00")
        #expect(budgets[1]["limit_usd"] == .null && budgets[1]["available_usd"] == .null)
        #expect(budgets[1]["limit_submissions"] == .number("5"))
        #expect(budgets[1]["resets_at"] == .null)
        #expect(
            json["fits"] == [
                ["mode": "std", "seconds": .number("6")], ["mode": .null, "seconds": .null],
            ])
    }

    @Test func aDryRunWasNeverRecorded() {
        let admitted = SubmissionDocument.json(Sample.submission(.reserved), isDryRun: true)
        #expect(keys(admitted) == SubmissionDocumentTests.contract + ["dry_run"])
        #expect(admitted["id"] == .null && admitted["state"] == .null)
        #expect(admitted["dry_run"] == true)
        let refused = SubmissionDocument.json(
            Sample.submission(.refused, refusal: SubmissionDocumentTests.refusal), isDryRun: true)
        #expect(refused["state"] == "refused" && refused["dry_run"] == true)
    }

    @Test func anUnknownPriceIsNotZero() {
        let submission = Sample.submission(.refused, estimate: .unpriced(length: nil))
        #expect(SubmissionDocument.json(submission)["estimate"]?["usd"] == .null)
    }

    @Test(arguments: 0...3)
    func aListIsWrittenAsTheDocumentOfAllOfThem(count: Int) throws {
        let all = [
            Sample.submission(.accepted),
            Sample.submission(.refused, refusal: SubmissionDocumentTests.refusal),
            Sample.submission(.settled, charge: Charge(usd: Sample.usd("3.15"), source: .body)),
        ].prefix(count)
        var text = ""
        try SubmissionsDocument.write({ try all.forEach($0) }) { text += $0 }
        let document: JSON = [
            "schema": "bursar.submissions/1",
            "submissions": .array(all.map { SubmissionDocument.json($0) }),
        ]
        #expect(text == document.prettyText + "\n")
    }
}
