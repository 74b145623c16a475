import Accounting
import Reporting
import Testing
import Text

@Suite struct BudgetTextTests {
    @Test func theStatusSaysWhatIsLeftWhenItResetsAndWhereItIsHeading() {
        let standings = [
            Sample.standing(),
            Sample.standing("tight", limit: .usd(Sample.usd("14")), reserved: "0"),
            Sample.standing(
                "count", limit: .submissions(40), unit: .week, scope: .everything, reserved: "0",
                posted: 12, open: 3),
            Sample.standing(
                "all-time", limit: .usd(Sample.usd("5")), unit: .total,
                scope: Scope(project: "trailer"), spent: "6.1449605", reserved: "0",
                overrides: "1"),
        ]
        let outlooks = standings.map {
            Sample.outlook($0, days: $0.budget.name == "count" ? 2 : 20)
        }
        let text = BudgetText.status(
            outlooks, asOf: Sample.now, style: TextStyle(), calendar: Sample.calendar)
        #expect(
            text == """
                pro-month  mode pro                                     resets 1 Dec, in 10 days
                  ████████████████▒▒▒▒░░│░░░░░░░░░░░░│░░░░░░░░░  36 % spent, 9 % reserved
                  $13.75 left of $25.00; $9.00 spent, $2.25 reserved
                  ~$16.83 by 30 Nov (between $13 and $18)

                tight  mode pro                                         resets 1 Dec, in 10 days
                  ████████████████████████████░░░░░░░│░░░░░░░░░  64.28 % spent, 0 % reserved
                  $5.00 left of $14.00; $9.00 spent, $0.00 reserved
                  ~$14.58 by 30 Nov (between $13 and $16); the limit is reached on 30 Nov

                count  everything                                       resets 23 Nov, in 2 days
                  █████████████▒▒▒░░░░░░│░░░░░░░░░░░░│░░░░░░░░░  30 % spent, 7.5 % reserved
                  25 of 40 submissions left; 12 charged, 3 open; $9.00 spent, $0.00 reserved
                  no projection yet: it takes three days of history

                all-time  project trailer                                           never resets
                  █████████████████████████████████████████████  102.41 % spent, 0 % reserved
                  $0.1449605 over the limit of $6.00 ($1.00 of it by override); $6.1449605
                  spent, $0.00 reserved

                █ spent  ▒ reserved  ░ free  │ alert

                """)
    }

    @Test(arguments: RandomReports.names, [60, 80, 200])
    func statusAndListFitWhateverTheNames(name: Name, columns: Int) {
        let style = TextStyle(columns: columns)
        let standing = Sample.standing(
            name, limit: .usd(Sample.usd("99999999.123456789")), scope: Scope(project: name),
            spent: "99999999.987654321", reserved: "12345678.987654321", overrides: "0.000000001")
        let status = BudgetText.status(
            [0, 20].map { Sample.outlook(standing, daily: "12345678.987654321", days: $0) },
            asOf: Sample.now, style: style, calendar: Sample.calendar)
        #expect(
            status.split(separator: "\n").allSatisfy {
                TerminalText.width(String($0)) <= min(columns, 80)
            })
        let list = BudgetText.list([standing.budget], style: style)
        #expect(
            list.split(separator: "\n").allSatisfy { TerminalText.width(String($0)) <= columns })
    }

    @Test func budgetsAndPricesAreTables() {
        #expect(
            BudgetText.list([Sample.standing().budget], style: TextStyle()) == """
                Budget      Limit  Per    For       Over it  Alerts at
                pro-month  $25.00  month  mode pro  block    50, 80, 100 %

                """)
        let prices = [
            PriceBook.builtin.prices[0],
            Price(
                model: "other/model", mode: nil, usd: Sample.usd("1.5"), unit: .video,
                source: .user, effectiveFrom: .distantPast),
        ]
        #expect(
            PriceText.list(prices, style: TextStyle(words: Sample.words), calendar: Sample.calendar)
                == """
                Model                            Mode      USD  Per     Source
                klingai/video-v3-motion-control  std   $0.1638  second  builtin*
                other/model                      any   $1.50    video   user

                * Inferred, not confirmed by the provider. See <setOwnPrice>

                """)
    }

    @Test func nothingIsAnAnswerThatSaysWhatToDo() {
        let style = TextStyle(words: Sample.words)
        let status = BudgetText.status(
            [], asOf: Sample.now, style: style, calendar: Sample.calendar)
        #expect(status == BudgetText.list([], style: style))
        #expect(status == "No budgets. See <setBudget>\n")
        #expect(
            PriceText.list([], style: style, calendar: Sample.calendar)
                == "No prices. See <setPrice>\n")
        #expect(PriceText.list([], style: TextStyle(), calendar: Sample.calendar) == "No prices.\n")
    }
}
