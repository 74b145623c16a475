import Accounting
import LosslessJSON
import Reporting
import Testing

@Suite struct DocumentTests {
    private static let spend = [
        "submissions", "settled", "failed", "open", "unpriced", "refused", "credits", "usd",
        "reserved_usd", "provisional_usd", "estimated_usd", "estimate_error_usd",
        "charged_failures", "failed_usd", "refused_usd", "seconds", "timed_usd",
    ]

    @Test func aReportHasTheKeysOfTheContractInItsOrder() {
        let json = ReportDocument.json(Sample.month)
        #expect(
            keys(json) == [
                "schema", "period", "generated_at", "filters", "totals", "by_mode",
                "by_orientation", "by_day", "by_model", "by_project", "rows", "ledger_head",
                "projected_usd", "forecast", "adjustments", "previous",
                "conversion", "markup", "top", "closed_month_adjustments", "due_usd", "closing",
                "captured",
            ])
        #expect(json["previous"] == .null && json["top"] == .null)
        #expect(json["adjustments"] == ["count": .integer(0), "usd": "0.00"])
        #expect(json["projected_usd"] == .null && json["forecast"] == .null)
        #expect(keys(json["period"]) == ["label", "start", "end", "time_zone"])
        #expect(
            keys(json["filters"]) == ["model", "mode", "orientation", "project", "state"])
        #expect(keys(json["totals"]) == DocumentTests.spend)
        for name in ["mode", "orientation", "day", "model", "project"] {
            let section = json["by_\(name)"]
            #expect(keys(section?.array?.first) == [name] + DocumentTests.spend)
        }
        #expect(
            keys(json["rows"]?.array?.first)
                == ["day", "model", "mode", "orientation", "project"] + DocumentTests.spend)
        #expect(json["schema"] == "bursar.report/1")
        #expect(json["generated_at"] == "2026-11-21T09:30:00.125Z")
        #expect(json["period"]?["end"] == "2026-12-01T00:00:00.000Z")
    }

    @Test func whatIsAbsentIsNullAndMoneyIsAString() {
        let report = Sample.report([Sample.row(1, nil, nil, Sample.spend("0.0005745"))])
        let json = ReportDocument.json(report)
        #expect(json["by_mode"]?.array?.first?["mode"] == .null)
        #expect(json["by_orientation"]?.array?.first?["orientation"] == .null)
        #expect(json["by_project"]?.array?.first?["project"] == .null)
        #expect(json["filters"]?["state"] == .null)
        #expect(json["totals"]?["usd"] == "0.0005745")
        #expect(json["totals"]?["credits"] == .number("1149"))
    }

    @Test func theJSONReportIsPrettyAndNotNarrowedByDimensions() throws {
        let text = Sample.month.rendered(as: .json, by: [.model], style: TextStyle())
        #expect(text.hasPrefix("{\n  \"schema\": \"bursar.report/1\",\n"))
        let document = ReportDocument.json(Sample.month)
        let json = try JSON(parsing: text)
        for member in document.members ?? [] { #expect(json[member.key] == member.value) }
        #expect(
            (json.members ?? []).map(\.key)
                == (document.members ?? []).map(\.key) + ["by", "groups"])
    }

    @Test func budgetsHaveTheKeysOfTheContractInItsOrder() throws {
        let standings = [
            Sample.standing(overrides: "5"),
            Sample.standing(
                "count", limit: .submissions(40), unit: .total, scope: .everything, posted: 12,
                open: 3),
        ]
        let json = BudgetsDocument.json(
            asOf: Sample.now,
            outlooks: standings.map { BudgetOutlook(standing: $0, forecast: nil) })
        #expect(keys(json) == ["schema", "as_of", "budgets"])
        let money = try #require(json["budgets"]?.array?.first)
        #expect(
            keys(money) == [
                "name", "scope", "period", "limit_usd", "limit_submissions", "spent_usd",
                "reserved_usd", "available_usd", "used_percent", "submissions", "enforcement",
                "alert_at", "projected_usd", "overrides_usd", "alert_forecast", "forecast",
            ])
        #expect(money["forecast"] == .null)
        #expect(keys(money["scope"]) == ["model", "mode", "orientation", "project", "key"])
        #expect(keys(money["period"]) == ["unit", "start", "end"])
        #expect(money["limit_usd"] == "25.00" && money["overrides_usd"] == "5.00")
        #expect(money["available_usd"] == "18.75" && money["used_percent"] == .number("37.5"))
        #expect(money["limit_submissions"] == .null && money["projected_usd"] == .null)
        #expect(money["alert_at"] == [.number("50"), .number("80"), .number("100")])

        let count = try #require(json["budgets"]?.array?.last)
        #expect(count["limit_usd"] == .null && count["available_usd"] == .null)
        #expect(count["limit_submissions"] == .number("40"))
        #expect(count["submissions"] == .number("15"))
        #expect(count["period"] == ["unit": "total", "start": .null, "end": .null])
    }

    @Test(arguments: [("0", "0"), ("1", "4"), ("11.25", "45"), ("0.0125", "0.05"), ("30", "120")])
    func usedPercentIsANumberWithAtMostTwoDecimals(spent: String, percent: String) {
        let standing = Sample.standing(spent: spent, reserved: "0")
        let json = BudgetsDocument.json(
            asOf: Sample.now, outlooks: [BudgetOutlook(standing: standing, forecast: nil)])
        #expect(json["budgets"]?.array?.first?["used_percent"] == .number(percent))
    }

    @Test func aForecastIsExactAndSaysWhatItRestsOn() throws {
        let standing = Sample.standing("tight", limit: .usd(Sample.usd("14")))
        let outlook = Sample.outlook(standing)
        let forecast = try #require(outlook.forecast)
        let json = BudgetsDocument.json(asOf: Sample.now, outlooks: [outlook])
        let budget = json["budgets"]?.array?.first
        #expect(budget?["projected_usd"] == .string(forecast.projected.description))
        #expect(
            budget?["forecast"] == [
                "projected_usd": .string(forecast.projected.description),
                "low_usd": .string(forecast.low.description),
                "high_usd": .string(forecast.high.description),
                "limit_reached_on": "2026-11-26", "method": "weekday", "days": .number("20"),
            ])
        let alert = standing.alert(id: "a-1", crossing: 50, submissionID: nil)
        let document = AlertDocument.json(
            alert, at: Sample.now, standing: standing, forecast: forecast)
        #expect(document["budget"] == budget)
    }

    @Test func anAlertCarriesItsBudgetOrNull() {
        let standing = Sample.standing()
        let alert = standing.alert(id: "a-1", crossing: 50, submissionID: Sample.id)
        let json = AlertDocument.json(alert, at: Sample.now, standing: standing)
        #expect(
            keys(json) == [
                "schema", "id", "event", "severity", "at", "message", "budget", "threshold",
                "submission_id",
            ])
        let outlook = BudgetOutlook(standing: standing, forecast: nil)
        let budgets = BudgetsDocument.json(asOf: Sample.now, outlooks: [outlook])["budgets"]
        #expect(json["budget"] == budgets?.array?.first)
        #expect(json["event"] == "threshold_crossed" && json["threshold"] == .number("50"))
        #expect(AlertDocument.json(alert, at: Sample.now, standing: nil)["budget"] == .null)
    }

    @Test func verifyAndPricesBeginWithTheirSchema() {
        let verify = VerifyDocument.json(ok: false, entries: 3, head: nil, problems: ["entry 2"])
        #expect(
            verify.compactText == #"{"schema":"bursar.verify/1","ok":false,"entries":3,"#
                + #""head":null,"problems":["entry 2"],"notes":[],"statement":null}"#)
        let prices = PricesDocument.json(
            Array(PriceBook.builtin.prices.prefix(1)), asOf: Sample.now)
        #expect(
            prices.compactText == #"{"schema":"bursar.prices/1","as_of":"2026-11-21T09:30:00.125Z""#
                + #","prices":[{"model":"klingai/video-v3-motion-control","mode":"std","#
                + #""when":{},"usd":"0.1638","count":1,"per":"second","earlier_usd":null,"#
                + #""earlier_count":null,"source":"builtin","effective_from":null,"#
                + #""verified":false,"learned":null}]}"#)
    }
}

func keys(_ json: JSON?) -> [String]? { json?.members?.map(\.key) }
