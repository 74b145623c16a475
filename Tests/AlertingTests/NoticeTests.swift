import Accounting
import Alerting
import LosslessJSON
import Testing

@Suite struct NoticeTests {
    @Test func theAdviceOfTheEdgeIsSaid() {
        let notice = AlertNotice(
            Sample.alert(.test), raisedAt: Sample.raisedAt, calendar: Sample.calendar,
            advice: "look here")
        #expect(Sample.outgoing(notice, .email).content.contains("\n\nlook here\n\n"))
    }

    @Test func whereTheBudgetIsHeadingIsSaidWithItsNumbers() throws {
        let forecast = try #require(
            Forecast(
                history: SpendHistory(
                    charges: [Day("2026-11-10")!: Sample.usd("11")], since: Day("2026-11-10")!),
                spent: Sample.usd("16.5"), reserved: Sample.usd("4.25"), limit: nil,
                period: Day("2026-11-01")!...Day("2026-11-30")!,
                now: DayProgress(day: Day("2026-11-21")!, elapsedSeconds: 0, seconds: 86_400)))
        let notice = AlertNotice(
            Sample.withBudget.alert, raisedAt: Sample.raisedAt, standing: Sample.standing(),
            forecast: forecast, calendar: Sample.calendar)
        for type in [ChannelType.slack, .discord, .email] {
            let content = Sample.outgoing(notice, type).content
            #expect(content.contains("Heading for") && content.contains("$30.75"), "\(content)")
        }
        let body = try JSON(parsing: Sample.outgoing(notice, .webhook).content)
        #expect(body["budget"]?["projected_usd"] == "30.75")
        #expect(body["budget"]?["forecast"]?["days"]?.int == 11)
    }
}
