import Accounting
import Alerting
import LosslessJSON
import Testing

@Suite struct IncidentKeyTests {
    @Test func allAlertsOfOneWindowShareAKey() {
        let start = Sample.november.start
        let keys = [Alert.Event.thresholdCrossed, .projectedLimitExceeded, .resolved].flatMap {
            event in
            ["1", "2"].map { id in
                IncidentKey.text(
                    for: Sample.alert(event, id: id, budget: "pro-month", windowStart: start))
            }
        }
        #expect(Set(keys) == ["bursar/limit/pro-month/2026-10-31T23:00:00.000Z"])
    }

    @Test(arguments: [
        (Sample.alert(.overrun, submissionID: Sample.submissionID), "overrun/019aa3c2-7f3e-"),
        (Sample.alert(.unresolved, submissionID: Sample.submissionID), "unresolved/019aa3c2-"),
        (Sample.alert(.balanceLow), "balance_low"),
        (Sample.alert(.priceChanged, id: "7"), "price_changed/7"),
        (Sample.alert(.override, id: "7", budget: "a"), "override/7"),
        (Sample.alert(.test, id: "7"), "test/7"),
        (Sample.alert(.resolved, id: "7"), "resolved/7"),
        (Sample.alert(.thresholdCrossed, id: "7", budget: "a"), "threshold_crossed/7"),
        (Sample.alert(.test, id: "a b"), "sha256/"),
        (Sample.alert(.test, id: String(repeating: "x", count: 300)), "sha256/"),
    ])
    func anyOtherIsAboutItsSubmissionOrItself(alert: Alert, beginning: String) {
        #expect(IncidentKey.text(for: alert).hasPrefix("bursar/\(beginning)"))
    }

    @Test func anotherWindowOrBudgetHasAnotherKey() {
        let next = Sample.calendar.period(.month, containing: Sample.november.end).start
        let names = ["a", "b", "a b", "a\u{1B}b", "ä", String(repeating: "a", count: 9999)]
        let keys = names.flatMap { name in
            [Sample.november.start, next].map { start in
                IncidentKey.text(
                    for: Sample.alert(.thresholdCrossed, budget: Name(name), windowStart: start))
            }
        }
        #expect(Set(keys).count == keys.count)
        #expect(keys.allSatisfy { $0.utf8.count <= IncidentKey.longest })
    }

    @Test func pagerDutyResolvesTheIncidentThatAThresholdOpened() {
        let opened = PagerDutyEvent(Sample.withBudget, routingKey: Secret("k")).json
        let closed = PagerDutyEvent(resolution, routingKey: Secret("k")).json
        #expect(opened["event_action"] == "trigger" && closed["event_action"] == "resolve")
        #expect(closed["dedup_key"] == opened["dedup_key"] && closed["payload"] == nil)
    }

    @Test func alertmanagerResolvesWhatAThresholdShowedUntilTheNextWindowBegan() throws {
        let shown = AlertmanagerAlerts(Sample.withBudget, at: Sample.now).json
        let ended = AlertmanagerAlerts(resolution, at: Sample.now).json.array ?? []
        let alert = try #require(shown.array?.first)
        let match = try #require(ended.first { $0["labels"] == alert["labels"] })
        #expect(alert["endsAt"] == "2026-11-30T23:00:00.000Z")
        #expect(match["endsAt"] == "2026-11-30T23:00:00.000Z")
        #expect(Set(ended.map { $0["labels"]?["severity"]?.string }).count == 3)
    }

    /// An alert without an end would be over after five minutes.
    @Test func alertmanagerIsToldAnEndThatLiesAhead() {
        let start = Sample.november.start
        let crossed = Sample.alert(.thresholdCrossed, budget: "a", windowStart: start)
        let total = Sample.alert(.thresholdCrossed, budget: "a", windowStart: .distantPast)
        let december = Sample.standing(at: Sample.november.end)
        let ends = [
            (Sample.withoutBudget, "2026-11-22T09:30:07.900Z"),
            (Sample.notice(of: crossed), "2026-11-22T09:30:07.900Z"),
            (Sample.notice(of: crossed, standing: Sample.standing()), "2026-11-30T23:00:00.000Z"),
            (Sample.notice(of: crossed, standing: december), "2026-11-21T10:30:07.900Z"),
            (
                Sample.notice(of: total, standing: Sample.standing(unit: .total)),
                "2026-12-21T09:30:07.900Z"
            ),
        ]
        for (notice, end) in ends {
            let json = AlertmanagerAlerts(notice, at: Sample.now).json
            #expect(json.array?.first?["endsAt"] == .string(end))
        }
    }

    /// In December, of November.
    private var resolution: AlertNotice {
        let december = Sample.november.end.advanced(bySeconds: 90)
        let alert = Sample.alert(
            .resolved, .info, id: "9", budget: "pro-month", windowStart: Sample.november.start)
        return AlertNotice(
            alert, raisedAt: december, standing: Sample.standing(at: december),
            calendar: Sample.calendar)
    }
}
