import Accounting
import Alerting
import Testing

@Suite struct ChannelFilterTests {
    static let crossed = Sample.alert(
        .thresholdCrossed, .warning, budget: "a", windowStart: Sample.november.start)
    static let overrun = Sample.alert(.overrun, .critical)
    static let resolved = Sample.alert(
        .resolved, .info, budget: "a", windowStart: Sample.november.start)
    static let test = Sample.alert(.test, .info)

    /// A filter, and whether it lets through a threshold of `a`, an overrun, and a resolution of `a`.
    @Test(
        arguments: [
            (ChannelFilter(), true, true, true),
            (ChannelFilter(events: [.overrun]), false, true, false),
            (ChannelFilter(events: [.thresholdCrossed]), true, false, false),
            (ChannelFilter(budgets: ["a"]), true, false, true),
            (ChannelFilter(budgets: ["b"]), false, false, false),
            (ChannelFilter(leastSeverity: .warning), true, true, false),
            (ChannelFilter(leastSeverity: .critical), false, true, false),
            // Who shows an alert until it is over is told when it is.
            (ChannelFilter(leastSeverity: .critical, followsUp: true), false, true, true),
            (ChannelFilter(events: [.thresholdCrossed], followsUp: true), true, false, true),
            (ChannelFilter(events: [.projectedLimitExceeded], followsUp: true), false, false, true),
            (ChannelFilter(events: [.overrun], followsUp: true), false, true, false),
            (ChannelFilter(budgets: ["b"], followsUp: true), false, false, false),
        ] as [(ChannelFilter, Bool, Bool, Bool)])
    func eventsBudgetsAndSeverityAllHaveTheirSay(
        filter: ChannelFilter, crossed: Bool, overrun: Bool, resolved: Bool
    ) {
        #expect(filter.admits(ChannelFilterTests.crossed) == crossed)
        #expect(filter.admits(ChannelFilterTests.overrun) == overrun)
        #expect(filter.admits(ChannelFilterTests.resolved) == resolved)
        #expect(filter.admits(ChannelFilterTests.test))
    }

    @Test func aBudgetThatOnlyLooksTheSameIsAnother() {
        let filter = ChannelFilter(budgets: ["caf\u{E9}"])
        #expect(filter.admits(Sample.alert(.overrun, .critical, budget: "caf\u{E9}")))
        #expect(!filter.admits(Sample.alert(.overrun, .critical, budget: "cafe\u{301}")))
    }

    @Test func severitiesHaveAnOrder() {
        #expect(Alert.Severity.allCases.sorted() == [.info, .warning, .critical])
    }

    @Test func onlyPagerDutyAndAlertmanagerShowAnAlertUntilItIsOver() throws {
        for settings in Sample.settings {
            let channel = try Channel(settings, reading: Sample.sources)
            let shows = ["pagerduty", "alertmanager"].contains(settings.type)
            #expect(channel.filter.followsUp == shows)
        }
    }

    @Test func eventsAreThoseOfTheContractInItsOrder() {
        #expect(
            Alert.Event.allCases.map(\.rawValue) == [
                "threshold_crossed", "projected_limit_exceeded", "refused", "overrun",
                "unresolved", "price_changed", "override", "mismatch", "balance_low", "resolved",
                "test",
            ])
    }
}
