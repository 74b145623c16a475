import Accounting
import Testing

@Suite struct LateChangeTests {
    private static let fault = Sample.fault
    private static func after(_ events: SubmissionEvent...) -> Submission {
        events.reduce(Sample.reserved("2")) { $0.applying($1, at: Sample.now)! }
    }
    private static let accepted = after(
        .dispatched, .accepted(generationID: "g", quotedCharge: nil))

    private static func step(_ event: SubmissionEvent, from before: Submission)
        -> LateChange.Amount?
    {
        LateChange.Amount(from: before, to: before.applying(event, at: Sample.now)!)
    }

    private static func amount(_ usd: USD, reserved: USD = .zero) -> LateChange.Amount {
        LateChange.Amount(usd: usd, credits: usd.credits, reserved: reserved)
    }

    @Test func whatEndsReleasesItsReservation() {
        #expect(
            Self.step(
                .settled(Sample.charge("1.5"), videoURL: nil, fault: nil), from: Self.accepted)
                == Self.amount("1.5", reserved: -"2"))
        #expect(
            Self.step(.voided(Self.fault), from: Self.accepted)
                == Self.amount(.zero, reserved: -"2"))
    }

    @Test func aCorrectionIsTheDifference() {
        let settled = Self.accepted.applying(
            .settled(Sample.charge("1.5"), videoURL: nil, fault: nil), at: Sample.now)!
        #expect(
            Self.step(.adjusted(Sample.charge("0.25"), reason: "refund"), from: settled)
                == Self.amount(-"1.25"))
        #expect(Self.step(.adjusted(Sample.charge("1.5"), reason: "same"), from: settled) == nil)
    }

    @Test func aProvisionalChargeThatIsConfirmedIsShown() {
        let settled = Self.accepted.applying(
            .settled(Sample.charge("2", provisional: true), videoURL: nil, fault: nil),
            at: Sample.now)!
        #expect(
            Self.step(.adjusted(Sample.charge("2"), reason: "the bill"), from: settled)
                == Self.amount(.zero))
    }

    @Test func whatMovesOnWithTheSameReservationIsNotShown() {
        #expect(Self.step(.unpriced(videoURL: nil), from: Self.accepted) == nil)
        #expect(Self.step(.held(Sample.charge("1")), from: Self.accepted) == nil)
    }

    @Test func whatIsTakenInLaterAddsAllOfItself() {
        #expect(
            LateChange.Amount(from: nil, to: Self.accepted)
                == Self.amount(.zero, reserved: "2"))
        let refused = Submission(
            Sample.proposal(), event: .refused(Sample.refusal), day: Sample.day, at: Sample.now)!
        #expect(LateChange.Amount(from: nil, to: refused) == nil)
    }

    static let months = [
        ("2026-11", "2026-11-01", "2026-11-30", "2026-12"),
        ("2026-12", "2026-12-01", "2026-12-31", "2027-01"),
        ("2028-02", "2028-02-01", "2028-02-29", "2028-03"),
    ]

    @Test(arguments: months)
    func aMonthHasItsDays(text: String, first: String, last: String, next: String) throws {
        let month = try #require(Month(text))
        #expect(month.description == text && month.next.description == next)
        #expect(month.first == Day(first) && month.last == Day(last))
        #expect(Month(of: month.last) == month && month < month.next)
    }

    @Test(arguments: ["2026-13", "2026-00", "2026-1", "2026-11-01", "", "202611"])
    func whatIsNoMonthIsNone(text: String) { #expect(Month(text) == nil) }
}
