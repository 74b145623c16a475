import Accounting
import Reporting
import Testing

@Suite struct ReportDimensionTests {
    @Test(
        arguments: [
            ("day", .day), ("week", .week), ("month", .month), ("model", .model), ("mode", .mode),
            ("orientation", .orientation), ("project", .project), ("key", .key), ("state", .state),
            ("label:scene", .label("scene")), ("label:a:b", .label("a:b")), ("label:", nil),
            ("label", nil), ("Day", nil), ("year", nil), ("", nil),
        ] as [(String, ReportDimension?)])
    func aDimensionIsReadAndWrittenAlike(text: String, dimension: ReportDimension?) {
        #expect(ReportDimension(text) == dimension)
        if let dimension { #expect(dimension.name == text) }
    }

    /// Those of ISO 8601: a week belongs to the year of its Thursday.
    @Test(arguments: [
        ("2026-01-01", "2026-W01"), ("2025-12-29", "2026-W01"), ("2026-12-31", "2026-W53"),
        ("2027-01-03", "2026-W53"), ("2027-01-04", "2027-W01"), ("2024-12-30", "2025-W01"),
        ("2021-01-03", "2020-W53"), ("2026-11-08", "2026-W45"), ("2026-11-09", "2026-W46"),
    ])
    func aWeekHasTheYearOfItsThursday(day: String, week: String) {
        #expect(Day(day)!.weekLabel == week)
    }

    @Test func onlyWhatRowsDoNotHaveIsCountedFromSubmissions() {
        let plain: [ReportDimension] = [
            .day, .week, .month, .model, .mode, .orientation, .project,
        ]
        #expect(SpendDetail.Parts(for: plain).isEmpty)
        #expect(SpendDetail.Parts(for: [.label("a"), .key, .label("b")]).labels == ["a", "b"])
        #expect(!SpendDetail.Parts(for: [.state]).isEmpty)
    }
}
