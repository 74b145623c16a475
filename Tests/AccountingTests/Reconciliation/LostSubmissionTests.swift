import Accounting
import Testing

/// Whether a charge that nobody claims may be that of a submission whose answer was lost.
struct LostSubmissionTests {
    private static let sent = Instant("2026-11-21T09:30:00Z")!
    private static let model: Name = "klingai/video-v3-motion-control"
    private static let id = SubmissionID(at: sent, random: (1, 2))

    private static func submission(generation: String? = nil) -> Submission {
        Submission(
            proposal: Proposal(
                id: id, subject: Subject(model: model, mode: .pro, orientation: .video),
                estimate: Estimate(maxCost: "2", length: nil)),
            day: Day("2026-11-21")!, reservedAt: sent, state: .unknown, dispatchedAt: sent,
            acceptedAt: nil, finishedAt: nil, generationID: generation, quotedCharge: nil,
            charge: nil,
            videoURL: nil, fault: nil, refusal: nil)
    }

    @Test(arguments: [
        (-3600, true), (-3601, false), (0, true), (172_799, true), (172_800, false),
    ])
    func itsTimeDecidesAlikeForBothBooks(seconds: Int, maybe: Bool) throws {
        let lost = LostSubmission(Self.submission())
        let at = Self.sent.advanced(bySeconds: seconds)
        let row = LogRow(
            created: at, status: .succeeded, origin: "api", model: Self.model, inferenceID: "g")
        let line = BillLine(
            createdAt: at, direction: .charge, kind: .modelUsage, amount: "1", model: Self.model,
            referenceID: "g")
        var sum = BillSum()
        sum.add(line)
        #expect(lost.mayBe(UnclaimedCharge(row)) == maybe)
        #expect(lost.mayBe(try #require(UnclaimedCharge(line, loggedAt: nil))) == maybe)
        // Where the log has it, it is dated by the log, whenever the charge landed.
        #expect(lost.mayBe(try #require(UnclaimedCharge(line, loggedAt: Self.sent))))
        for logged in [row, nil] {
            let books = ReconciledGeneration(id: "g", billed: sum, logged: logged)
            #expect(lost.mayBe(try #require(UnclaimedCharge(books))) == maybe)
        }
    }

    @Test(
        arguments: [
            (nil, nil, nil, true), (model, "api", nil, true), (model, "playground", nil, false),
            (model, "api", "theirs", false), (model, "api", id.description, true),
            (model, "api", id.description.uppercased(), true),
            ("klingai/another-name-of-it", nil, nil, true), ("openai/sora", nil, nil, false),
            ("video-v3-motion-control", nil, nil, true), ("gpt-4o", nil, nil, false),
        ] as [(Name?, String?, String?, Bool)])
    func whoClaimsItDecides(model: Name?, origin: String?, client: String?, maybe: Bool) {
        let charge = UnclaimedCharge(
            at: Self.sent, models: [model], origin: origin, clientRequestID: client)
        #expect(LostSubmission(Self.submission()).mayBe(charge) == maybe)
        #expect(!LostSubmission(Self.submission(generation: "g")).mayBe(charge))
    }

    @Test func oneThatWasMadeAtSomeTimeMayBeAnyOfThatTime() {
        let lost = LostSubmission(
            Self.submission(), earliest: Self.sent.advanced(bySeconds: -86_400), latest: Self.sent)
        for (seconds, maybe) in [(-90_000, true), (-90_001, false), (172_799, true)] {
            let charge = UnclaimedCharge(
                at: Self.sent.advanced(bySeconds: seconds), models: [Self.model])
            #expect(lost.mayBe(charge) == maybe, "\(seconds)")
        }
    }

    @Test(arguments: [
        BillLine.Kind.payment, .bonus, .refund, .adjustment, .creditsExpired, .initial,
    ])
    func whatIsNoUseOfAModelIsNobodys(kind: BillLine.Kind) {
        let line = BillLine(createdAt: Self.sent, direction: .charge, kind: kind, amount: "1")
        #expect(UnclaimedCharge(line, loggedAt: nil) == nil)
    }
}
