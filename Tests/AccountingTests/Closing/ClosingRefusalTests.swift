import Accounting
import Testing

@Suite struct ClosingRefusalTests {
    private static let month = Month("2026-11")!
    private static let end = month.end(in: Sample.utc)
    private static let left = Unsettled(
        open: .init(), unknown: .init(), unpriced: .init(count: 1, usd: "2.73"),
        provisional: .init())

    private static func decide(
        at now: Instant = end, closed: Bool = false, first: String? = "2026-10",
        _ unsettled: Unsettled = .nothing, anyway: Bool = false
    ) -> ClosingRefusal? {
        ClosingRefusal(
            closing: month,
            ClosingRefusal.Facts(
                now: now, endsAt: end, closed: closed ? Sample.closed(month) : nil,
                firstMonth: first.flatMap { Month($0) }, unsettled: unsettled), anyway: anyway)
    }

    @Test func aMonthThatIsOverAndSettledIsClosed() {
        #expect(Self.decide() == nil)
        #expect(Self.decide(first: "2026-11") == nil)
        #expect(Self.decide(at: Self.end.advanced(bySeconds: 86_400)) == nil)
    }

    @Test func eachReasonIsGiven() {
        let early = Self.end.advanced(bySeconds: -1)
        #expect(Self.decide(at: early) == .notOver(endsAt: Self.end))
        #expect(Self.decide(closed: true) == .alreadyClosed(Sample.closed(Self.month)))
        #expect(Self.decide(first: "2026-12") == .nothingSubmitted(firstMonth: Month("2026-12")))
        #expect(Self.decide(first: nil) == .nothingSubmitted(firstMonth: nil))
        #expect(Self.decide(Self.left) == .unsettled(Self.left))
    }

    @Test func ofSeveralReasonsTheFirstIsGiven() {
        let early = Self.end.advanced(bySeconds: -1)
        #expect(
            Self.decide(at: early, closed: true, first: nil, Self.left)
                == .alreadyClosed(Sample.closed(Self.month)))
        #expect(Self.decide(at: early, first: nil, Self.left) == .notOver(endsAt: Self.end))
        #expect(Self.decide(first: nil, Self.left) == .nothingSubmitted(firstMonth: nil))
    }

    @Test func onlyWhatIsNotSettledIsLeftAnyway() {
        #expect(Self.decide(Self.left, anyway: true) == nil)
        #expect(Self.decide(at: .distantPast, anyway: true) != nil)
        #expect(Self.decide(closed: true, anyway: true) != nil)
        #expect(Self.decide(first: nil, anyway: true) != nil)
    }

    static let states: [(SubmissionState, Charge?, [String])] = [
        (.reserved, nil, ["open"]), (.dispatched, nil, ["open"]), (.accepted, nil, ["open"]),
        (.unknown, nil, ["unknown"]), (.unpriced, nil, ["unpriced"]),
        (.settled, Sample.charge("1"), []),
        (.settled, Sample.charge("1", provisional: true), ["provisional"]),
        (.voided, nil, []), (.voided, Sample.charge("1", provisional: true), ["provisional"]),
        (.refused, nil, []),
    ]

    @Test(arguments: states)
    func whatIsNotFinalIsCountedWithWhatItHolds(
        state: SubmissionState, charge: Charge?, names: [String]
    ) {
        var unsettled = Unsettled()
        unsettled.add(
            BilledSubmission(
                id: Sample.id(), subject: Sample.subject(), labels: [], day: Sample.day,
                state: state, generationID: nil, estimate: Sample.estimate("2.5"), charge: charge))
        #expect(unsettled.parts.map(\.name) == names)
        #expect(unsettled.parts.allSatisfy { $0.part.usd == (charge?.usd ?? "2.5") })
    }
}

extension Sample {
    static func closed(_ month: Month) -> ClosedMonth {
        ClosedMonth(
            MonthClosing(
                month: month, entries: 41, head: "ab", totals: .init(Spend()),
                adjustments: .nothing, unsettled: .nothing, manifest: "cd"), entry: 42,
            recordedAt: now)
    }
}
