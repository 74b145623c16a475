import Testing

@testable import Accounting

/// One submission against what the books say of it.
struct ReconciliationTests {
    private static let sent = Instant("2026-11-03T10:00:00Z")!
    private static let id = SubmissionID("01a1fbd4-9cd9-730e-86ce-552e2db31994")!
    private static let aDayLater = sent.advanced(bySeconds: 86_400)

    private static func submission(
        _ state: SubmissionState, _ usd: USD?, isProvisional: Bool = false,
        generation: String? = "gen-1", acceptedSecondsEarlier seconds: Int = 0
    ) -> Submission {
        Submission(
            proposal: Proposal(
                id: id, subject: Subject(model: "m", mode: .pro, orientation: .image),
                estimate: Estimate(
                    usd: "2.00", seconds: nil, secondsSource: nil, unitPrice: nil, pricePer: nil,
                    priceSource: nil)),
            day: Day("2026-11-03")!, reservedAt: sent, state: state, dispatchedAt: sent,
            acceptedAt: sent.advanced(bySeconds: -seconds), finishedAt: state.isOpen ? nil : sent,
            generationID: generation,
            quotedCharge: nil,
            charge: usd.map { Charge(usd: $0, source: .body, isProvisional: isProvisional) },
            videoURL: nil, fault: nil, refusal: nil)
    }

    private static func bill(_ charges: [USD], refunds: [USD] = []) -> ReconciledGeneration {
        var sum = BillSum()
        for (direction, amounts) in [(BillLine.Direction.charge, charges), (.topUp, refunds)] {
            for amount in amounts {
                sum.add(
                    BillLine(
                        createdAt: sent, direction: direction, kind: .modelUsage, amount: amount,
                        referenceID: "gen-1"))
            }
        }
        return ReconciledGeneration(id: "gen-1", billed: sum, logged: nil)
    }

    private struct Row: CustomTestStringConvertible {
        let name: String
        let submission: Submission
        let books: ReconciledGeneration?
        let kind: Difference.Kind
        let remedy: Difference.Remedy
        /// What the ledger has after the correction; nil when there is none.
        let corrected: USD?

        var testDescription: String { name }
    }

    private static let differences = [
        Row(
            name: "one credit more", submission: submission(.settled, "1.56"),
            books: bill(["1.5600005"]), kind: .amount, remedy: .apply, corrected: "1.5600005"),
        Row(
            name: "one credit less", submission: submission(.settled, "1.56"),
            books: bill(["1.5599995"]), kind: .amount, remedy: .apply, corrected: "1.5599995"),
        Row(
            name: "charged twice", submission: submission(.settled, "1.56"),
            books: bill(["1.56", "1.56"]), kind: .doubleCharge, remedy: .apply, corrected: "3.12"),
        Row(
            name: "refunded", submission: submission(.settled, "1.56"),
            books: bill(["1.56"], refunds: ["1.56"]), kind: .refund, remedy: .apply,
            corrected: "0.00"),
        Row(
            name: "given back more than taken", submission: submission(.settled, "1.56"),
            books: bill(["1.56"], refunds: ["2"]), kind: .refund, remedy: .person, corrected: nil),
        Row(
            name: "provisional, the same amount",
            submission: submission(.settled, "2", isProvisional: true), books: bill(["2"]),
            kind: .provisional, remedy: .apply, corrected: "2"),
        Row(
            name: "unpriced", submission: submission(.unpriced, nil), books: bill(["1.2"]),
            kind: .unpriced, remedy: .apply, corrected: "1.2"),
        Row(
            name: "voided and charged", submission: submission(.voided, nil), books: bill(["1.2"]),
            kind: .voided, remedy: .apply, corrected: "1.2"),
        Row(
            name: "still open here", submission: submission(.accepted, nil), books: bill(["1.2"]),
            kind: .open, remedy: .sync, corrected: nil),
        Row(
            name: "open for over a day",
            submission: submission(.accepted, nil, acceptedSecondsEarlier: 1), books: bill(["1.2"]),
            kind: .open, remedy: .apply, corrected: "1.2"),
        Row(
            name: "open for over a day, charged and refunded",
            submission: submission(.accepted, nil, acceptedSecondsEarlier: 1),
            books: bill(["1.2"], refunds: ["1.2"]), kind: .open, remedy: .apply, corrected: "0"),
        Row(
            name: "open for over a day, refunded and never charged",
            submission: submission(.accepted, nil, acceptedSecondsEarlier: 1),
            books: bill([], refunds: ["1.2"]), kind: .open, remedy: .person, corrected: nil),
        Row(
            name: "its answer was lost",
            submission: submission(.unknown, nil, generation: nil), books: bill(["1.2"]),
            kind: .open, remedy: .sync, corrected: nil),
        Row(
            name: "not on the bill", submission: submission(.settled, "1.56"), books: nil,
            kind: .notBilled, remedy: .person, corrected: nil),
    ]

    @Test(arguments: differences)
    private func aDifferenceIsNamedAndPutRight(row: Row) throws {
        let reconciliation = Reconciliation(billedUntil: Self.aDayLater)
        guard
            case .differs(let difference) = reconciliation.outcome(
                of: row.submission, in: row.books)
        else { return #expect(Bool(false), "no difference") }
        #expect(difference.kind == row.kind && difference.remedy == row.remedy)
        #expect(difference.submissionID == Self.id && difference.day == Day("2026-11-03"))
        #expect(difference.message.contains("bill"))
        let event = reconciliation.correction(of: row.submission, in: row.books)
        #expect((event == nil) == (row.corrected == nil))
        guard let event, let corrected = row.corrected else { return }
        let after = try #require(row.submission.applying(event, at: Self.aDayLater))
        #expect(after.charge?.usd == corrected)
        #expect(after.charge?.source == .transactions && after.charge?.isProvisional == false)
        // The second time there is nothing to do.
        #expect(reconciliation.correction(of: after, in: row.books) == nil)
    }

    private static let agreements: [(Submission, ReconciledGeneration?, Reconciliation.Outcome)] = [
        (submission(.settled, "1.56"), bill(["1.56"]), .agrees),
        (submission(.settled, "0.56"), bill(["1.56"], refunds: ["1"]), .agrees),
        (submission(.settled, "1"), bill(["1", "1"], refunds: ["1"]), .agrees),
        (submission(.voided, nil), nil, .nothing),
        (submission(.voided, nil), bill(["1"], refunds: ["1"]), .nothing),
        (submission(.settled, "0"), nil, .nothing),
        (submission(.accepted, nil), nil, .nothing),
        (submission(.unpriced, nil), nil, .nothing),
        (submission(.settled, "1.56", generation: nil), nil, .unidentified("1.56")),
    ]

    @Test(arguments: agreements)
    private func whatAgreesIsNoDifference(
        submission: Submission, books: ReconciledGeneration?, outcome: Reconciliation.Outcome
    ) {
        let reconciliation = Reconciliation(billedUntil: Self.aDayLater)
        #expect(reconciliation.outcome(of: submission, in: books) == outcome)
        #expect(reconciliation.correction(of: submission, in: books) == nil)
    }

    @Test func absenceMeansNothingForADayNorOnABillThatWasCut() {
        let submission = Self.submission(.settled, "1.56")
        for until in [nil, Self.aDayLater.advanced(bySeconds: -1)] {
            let reconciliation = Reconciliation(billedUntil: until)
            #expect(reconciliation.outcome(of: submission, in: nil) == .pending("1.56"))
            #expect(reconciliation.correction(of: submission, in: nil) == nil)
        }
    }

    @Test func aDoubleChargeSaysSoInItsRemark() {
        let event = Reconciliation(billedUntil: nil)
            .correction(of: Self.submission(.settled, "1"), in: Self.bill(["1", "1"]))
        guard case .adjusted(let charge, let reason) = event else {
            return #expect(Bool(false), "no adjustment")
        }
        #expect(charge.remark == "the bill has 2 charges of it")
        #expect(
            reason
                == "reconciled: the bill has 2 charges of it, $2.00 in all; the ledger has $1.00")
    }

    @Test func aChargeThatMayBeALostSubmissionIsNotImported() throws {
        let reconciliation = Reconciliation(billedUntil: Self.aDayLater)
        let day = Day("2026-11-03")!
        let lost = LostSubmission(Self.submission(.unknown, nil, generation: nil))
        let row = LogRow(
            created: Self.sent, status: .succeeded, origin: "api", model: "m", inferenceID: "gen-1")
        let playground = LogRow(
            created: Self.sent, status: .succeeded, origin: "playground", model: "m",
            inferenceID: "gen-1")
        for (logged, remedy) in [(nil, .person), (row, .person), (playground, .import)]
            as [(LogRow?, Difference.Remedy)]
        {
            let books = ReconciledGeneration(
                id: "gen-1", billed: Self.bill(["1"]).billed, logged: logged)
            let found = try #require(reconciliation.ungoverned(books, day: day, lost: [lost]))
            #expect(found.remedy == remedy)
            #expect((found.historyRecord == nil) == (remedy == .person))
            let alone = try #require(reconciliation.ungoverned(books, day: day, lost: []))
            #expect(alone.historyRecord?.usd == "1")
        }
        for (seconds, model, client, remedy) in [
            (0, "alias", nil, .person), (-3600, "alias", nil, .person), (-3601, "m", nil, .import),
            (172_799, "alias", nil, .person), (172_800, "m", nil, .import),
            (0, "m", "another client", .import), (0, "m", Self.id.description, .person),
        ] as [(Int, Name, String?, Difference.Remedy)] {
            let logged = LogRow(
                created: Self.sent.advanced(bySeconds: seconds), status: .succeeded, origin: "api",
                model: model, inferenceID: "gen-1", clientRequestID: client)
            let books = ReconciledGeneration(
                id: "gen-1", billed: Self.bill(["1"]).billed, logged: logged)
            let found = try #require(reconciliation.ungoverned(books, day: day, lost: [lost]))
            #expect(found.remedy == remedy, "\(seconds) \(model) \(client ?? "nameless")")
        }
        let refunded = Self.bill(["1"], refunds: ["1"])
        #expect(reconciliation.ungoverned(refunded, day: day, lost: []) == nil)
    }

    @Test func captureIsWhatIsGovernedOfWhatWasBilled() {
        var totals = ReconciliationTotals()
        #expect(totals.captureBasisPoints == nil)
        totals.add(billed: "2", isGoverned: true)
        totals.add(billed: "1", isGoverned: false)
        #expect(totals.captureBasisPoints == 6666)
        #expect(totals.ungoverned == "1")
        for _ in 0..<200 { totals.add(billed: .largestReadable, isGoverned: false) }
        #expect(totals.billed == .largestSum)
    }
}
