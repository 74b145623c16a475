import Accounting
import Testing

@Suite struct BudgetStandingTests {
    /// A limit of $10: spent, reserved, overrides, cost, and why it does not fit.
    @Test(
        arguments: [
            ("0", "0", "0", "10", nil),
            ("0", "0", "0", "10.000000001", .requestExceedsBudget),
            ("0", "0", "2", "12", nil),
            ("0", "0", "2", "12.000000001", .requestExceedsBudget),
            ("4", "0", "0", "6", nil),
            ("4", "0", "0", "6.000000001", .budgetExhausted),
            ("4", "3", "0", "3", nil),
            ("4", "3", "0", "3.000000001", .inFlightBudgetExhausted),
            ("4", "3", "0", "6", .inFlightBudgetExhausted),
            ("4", "3", "0", "6.5", .budgetExhausted),
            ("4", "3", "0", "10.5", .requestExceedsBudget),
            ("0", "10", "0", "0.000000001", .inFlightBudgetExhausted),
            ("12", "0", "0", "0.000000001", .budgetExhausted),
            ("12", "0", "5", "3", nil),
            ("12", "0", "5", "3.000000001", .budgetExhausted),
        ] as [(USD, USD, USD, USD, Refusal.Reason?)])
    func whatFitsExactlyIsAdmittedAndOneNanoMoreIsNot(
        spent: USD, reserved: USD, overrides: USD, cost: USD, reason: Refusal.Reason?
    ) {
        let standing = Sample.standing(
            limit: .usd("10"), holding: Sample.holding(spent: spent, reserved: reserved),
            overrides: overrides)
        #expect(standing.reasonToRefuse(cost) == reason)
        let left = max(.zero, USD("10") + overrides - spent - reserved)
        #expect(standing.available == left && standing.room == left)
        #expect(standing.availableSubmissions == nil)
    }

    @Test(
        arguments: [
            (0, 0, nil, 3), (2, 0, nil, 1), (1, 1, nil, 1), (3, 0, .budgetExhausted, 0),
            (2, 1, .inFlightBudgetExhausted, 0), (0, 3, .inFlightBudgetExhausted, 0),
            (4, 0, .budgetExhausted, 0),
        ] as [(Int, Int, Refusal.Reason?, Int)])
    func aLimitOfThreeSubmissionsAdmitsThree(
        posted: Int, open: Int, reason: Refusal.Reason?, left: Int
    ) {
        let standing = Sample.standing(
            limit: .submissions(3),
            holding: Sample.holding(spent: "900", reserved: "900", posted: posted, open: open))
        #expect(standing.reasonToRefuse("1000") == reason)
        #expect(standing.availableSubmissions == left)
        #expect(standing.available == nil && standing.limit == nil)
        #expect(standing.room == (left == 0 ? .zero : nil))
    }

    @Test(
        arguments: [
            ("0", "0", 0), ("4.999999999", "0", 4999), ("5", "0", 5000), ("3", "2", 5000),
            ("10", "0", 10_000), ("15", "0.0009999", 15_000),
        ] as [(USD, USD, Int)])
    func whatIsUsedRoundsDown(spent: USD, reserved: USD, basisPoints: Int) {
        let holding = Sample.holding(spent: spent, reserved: reserved)
        let standing = Sample.standing(limit: .usd("10"), holding: holding)
        #expect(standing.usedBasisPoints == basisPoints)
    }

    @Test func aSmallLimitUnderALargeSumDoesNotTrap() {
        let standing = Sample.standing(
            limit: .usd("0.000000001"), holding: Sample.holding(spent: "100000000"))
        #expect(standing.usedBasisPoints == Int.max)
    }

    @Test(
        arguments: [
            ("4.99", 0, [50, 80, 100], nil), ("5", 0, [50, 80, 100], 50),
            ("7.99", 50, [50, 80, 100], nil), ("8", 50, [50, 80, 100], 80),
            ("8", 80, [50, 80, 100], nil), ("10", 80, [50, 80, 100], 100),
            // Several at once: the highest is announced, once.
            ("10", 0, [50, 80, 100], 100), ("9", 0, [80, 50, 80], 80), ("30", 100, [50, 100], nil),
            ("15", 100, [150, 100], 150), ("10", 0, [100, 50], 100), ("10", 0, [], nil),
            ("1", 0, [1, 10], 10),
            ("7.999999999", 50, [80], nil),
        ] as [(USD, Int, [Int], Int?)])
    func theHighestThresholdThatIsNewIsCrossed(
        used: USD, alerted: Int, alertAt: [Int], crossed: Int?
    ) {
        let standing = Sample.standing(
            limit: .usd("10"), holding: Sample.holding(reserved: used), alertAt: alertAt,
            alerted: alerted)
        #expect(standing.crossedThreshold == crossed)
    }

    @Test func aLimitOfSubmissionsCrossesThresholdsToo() {
        func standing(_ posted: Int, _ open: Int, alerted: Int = 0) -> BudgetStanding {
            Sample.standing(
                limit: .submissions(3), holding: Sample.holding(posted: posted, open: open),
                alerted: alerted)
        }
        #expect(standing(1, 0).usedBasisPoints == 3333)
        #expect(standing(1, 0).crossedThreshold == nil)
        #expect(standing(1, 1).crossedThreshold == 50)
        #expect(standing(2, 1, alerted: 50).crossedThreshold == 100)
    }

    @Test func anAlertSaysHowMuchOfWhat() {
        let money = Sample.standing(
            limit: .usd("20"), holding: Sample.holding(spent: "12.5", reserved: "3.638"),
            overrides: "0.13")
        let alert = money.alert(id: "a1", crossing: 80, submissionID: Sample.id())
        #expect(
            alert.message == "budget 'month' is at 80 % ($16.138 of $20.13, spent and reserved)")
        #expect(alert.severity == .warning && alert.threshold == 80 && alert.id == "a1")
        #expect(alert.windowStart == Instant("2026-11-01T00:00:00Z"))
        let count = Sample.standing(
            limit: .submissions(40), holding: Sample.holding(posted: 38, open: 2))
        let full = count.alert(id: "a2", crossing: 100, submissionID: nil)
        #expect(
            full.message == "budget 'month' is at 100 % (40 of 40 submissions, spent and reserved)")
        #expect(full.severity == .critical)
    }
}
