import Accounting
import Reporting
import Testing
import Text

@Suite struct StatusLineTests {
    private func line(_ outlook: BudgetOutlook, style: TextStyle = TextStyle()) -> String {
        StatusLine.budget(outlook, at: Sample.now, calendar: Sample.calendar, style: style)
    }

    @Test(arguments: [
        (Sample.standing(), 20, "pro-month 45% · $13.75 left · ~$17 by 30 Nov"),
        (Sample.standing(), 2, "pro-month 45% · $13.75 left"),
        (
            Sample.standing("day", unit: .day, spent: "0", reserved: "0"), 20,
            "day 0% · $25.00 left · ~$0.31 by 21 Nov"
        ),
        (
            Sample.standing("dust", spent: "24.990000001", reserved: "0"), 0,
            "dust 99% · $0.00 left"
        ),
        (
            Sample.standing("over", spent: "26.200000001", reserved: "0", overrides: "0"), 20,
            "over 104% · over by $1.21 · ~$32 by 30 Nov"
        ),
        (
            Sample.standing("raised", spent: "26.20", reserved: "0", overrides: "5"), 0,
            "raised 87% · $3.80 left"
        ),
        (
            Sample.standing("count", limit: .submissions(40), posted: 20, open: 8), 20,
            "count 70% · 12 of 40 left"
        ),
        (
            Sample.standing("count", limit: .submissions(4), posted: 4, open: 1), 20,
            "count 125% · over by 1"
        ),
        (Sample.standing("ever", unit: .total), 20, "ever 45% · $13.75 left"),
    ])
    func aBudgetIsOneShortLine(standing: BudgetStanding, days: Int, expected: String) {
        #expect(line(Sample.outlook(standing, days: days)) == expected + "\n")
    }

    @Test func anotherYearIsNamed() {
        let newYear = Instant("2026-12-31T12:00:00Z")!
        let week = Sample.calendar.period(.week, containing: newYear)
        let standing = BudgetStanding(
            budget: Sample.standing("w", unit: .week).budget,
            window: Window(
                budget: "w", period: week, limit: .usd(Sample.usd("25")), holding: .nothing,
                alertedPercent: 0), overrides: .zero)
        let outlook = BudgetOutlook(
            standing, history: Sample.history("0.45", days: 20), calendar: Sample.calendar,
            at: newYear)
        let text = StatusLine.budget(
            outlook, at: newYear, calendar: Sample.calendar, style: TextStyle())
        #expect(text.hasSuffix(" by 3 Jan 2027\n"))
    }

    @Test func withoutBudgetsItSaysWhatWasSpent() {
        let text = StatusLine.spent(
            today: Sample.usd("3.1999"), month: Sample.usd("41.104"), on: Day("2026-11-21")!)
        #expect(text == "today $3.20 · Nov $41.10\n")
    }

    @Test func theMostUsedBudgetIsShownAndOfEqualsTheOneThatBlocks() {
        func choice(_ standings: [BudgetStanding]) -> Name? {
            StatusLine.choice(of: standings)?.budget.name
        }
        let warns = Sample.standing("a-warns", enforcement: .warn)
        let blocks = Sample.standing("b-blocks")
        #expect(choice([]) == nil)
        #expect(choice([warns, blocks, Sample.standing("c-blocks")]) == "b-blocks")
        #expect(choice([blocks, Sample.standing("z", spent: "9.01")]) == "z")
        #expect(choice([warns, Sample.standing("z", spent: "8.99")]) == "a-warns")
    }

    @Test(arguments: RandomReports.names)
    func itIsOneShortLineWhateverTheName(name: Name) {
        let standing = Sample.standing(
            name, limit: .usd(Sample.usd("99999999.123456789")), spent: "99999999.987654321",
            reserved: "12345678.987654321")
        let text = line(Sample.outlook(standing, daily: "12345678.9", days: 20))
        #expect(TerminalText.width(String(text.dropLast())) <= 80)
        #expect(text.unicodeScalars.count { $0.properties.generalCategory == .control } == 1)
        #expect(text.hasSuffix("\n"))
    }

    @Test func coloursAreForTerminalsAlone() {
        let near = Sample.outlook(Sample.standing("near", spent: "20", reserved: "0"))
        #expect(
            line(near, style: TextStyle(usesColor: true))
                == "\u{1B}[1mnear\u{1B}[0m \u{1B}[33m80%\u{1B}[0m · $5.00 left"
                + " · \u{1B}[33m~$26 by 30 Nov\u{1B}[0m\n")
    }
}
