import Accounting
import Reporting
import Testing
import Text

@Suite struct WatchScreenTests {
    private static func contents(
        names: [Name] = ["pro-month", "trailer-week"], open: Int = 2, charged: Int = 2,
        alerts: Int = 1
    ) -> WatchContents {
        func submissions(_ count: Int, _ state: SubmissionState) -> [Submission] {
            (0..<count).map { index in
                Sample.numbered(
                    index, state, ageSeconds: 75 * (index + 1),
                    project: names.isEmpty ? nil : names[index % names.count])
            }
        }
        return WatchContents(
            calendar: Sample.calendar,
            outlooks: names.enumerated().map { index, name in
                Sample.outlook(
                    index == 0
                        ? Sample.standing(name, limit: .usd(Sample.usd("14")))
                        : Sample.standing(
                            name, limit: .submissions(40), unit: .week, posted: 12, open: 3))
            }, open: submissions(open, .accepted), charged: submissions(charged, .settled),
            alerts: (0..<alerts).map { index in
                (
                    Sample.standing().alert(id: "a", crossing: 80, submissionID: nil),
                    Sample.now.advanced(bySeconds: -7200 * (index + 1))
                )
            })
    }

    private static func lines(
        _ contents: WatchContents?, failure: String? = nil, columns: Int = 80, rows: Int = 24,
        usesColor: Bool = false
    ) -> [String] {
        WatchScreen(contents, failure: failure, now: Sample.now)
            .lines(columns: columns, rows: rows, usesColor: usesColor)
    }

    @Test func aWindowShowsEverythingAtAGlance() {
        #expect(
            WatchScreenTests.lines(WatchScreenTests.contents()).joined(separator: "\n") == """
                Budgets                               Used      Left  Projected  Over on  Resets
                pro-month     ██████████████▒▒▒░░░░░  80 %     $2.75    ~$16.83   26 Nov   1 Dec
                trailer-week  ██████▒░░░│░░░░░░│░░░░  37 %  25 of 40    ~$12.16           23 Nov

                Open      State        Elapsed  Reserved  Made as    Project
                00000000  accepted  1 min 15 s    $6.552  pro/video  pro-month
                00000001  accepted  2 min 30 s    $6.552  pro/video  trailer-week

                Last charges  Charged       When  Made as    Project
                00000000       $1.638  1 min ago  pro/video  pro-month
                00000001       $1.638  2 min ago  pro/video  trailer-week

                Last alerts
                2 h ago      warning  budget 'pro-month' is at 45 % ($11.25 of $25.00, spent an…









                q quit   2 open, $13.104 reserved                    21 Nov 2026, 09:30:00 (GMT)
                """)
    }

    @Test func inFortyColumnsNamesAreCutAndNumbersStay() {
        let lines = WatchScreenTests.lines(WatchScreenTests.contents(), columns: 40)
        let screen = lines.joined(separator: "\n")
        #expect(
            screen.hasPrefix(
                """
                Budgets                   Used      Left
                pro-month     ██████▒░░░  80 %     $2.75
                trailer-week  ███▒│░░│░░  37 %  25 of 40

                Open      State        Elapsed  Reserved
                """), "\(screen)")
        for number in ["80 %", "$2.75", "37 %", "25 of 40", "$6.552", "1 min 15 s", "$1.638"] {
            #expect(screen.contains(number), "\(number)\n\(screen)")
        }
        #expect(lines.last?.hasPrefix("q quit   2 open, $13.104 reserved") == true)
        #expect(lines.allSatisfy { TerminalText.width($0) <= 40 })
        // Names that are long, amounts that are large, and a state that is a long word.
        let wide = Sample.standing(
            "a-budget-with-a-long-name", limit: .usd(Sample.usd("20000")), spent: "33333.333333333")
        let submission = Sample.numbered(
            1, .dispatched, ageSeconds: 86_399, project: "a-project-with-a-long-name")
        let large = WatchContents(
            calendar: Sample.calendar, outlooks: [Sample.outlook(wide)], open: [submission],
            charged: [], alerts: [])
        let text = WatchScreenTests.lines(large, columns: 40).joined(separator: "\n")
        #expect(text.contains("166 %") && text.contains("-$13335.59"), "\(text)")
        #expect(text.contains("23 h 59 min") && text.contains("$6.552"), "\(text)")
    }

    @Test func aboveTheLimitIsRed() {
        func line(_ spent: String) -> String {
            let standing = Sample.standing(
                limit: .usd(Sample.usd("10")), spent: spent, reserved: "0")
            let contents = WatchContents(
                calendar: Sample.calendar, outlooks: [Sample.outlook(standing)], open: [],
                charged: [], alerts: [])
            return WatchScreenTests.lines(contents, usesColor: true)[1]
        }
        let above = line("12")
        #expect(above.contains("\u{1B}[31m█") && above.contains("\u{1B}[31m120 %"), "\(above)")
        #expect(above.contains("\u{1B}[31m-$2.00"))
        #expect(!line("10").contains("\u{1B}[31m") && !line("9.99").contains("\u{1B}[31m"))
        #expect(line("10").contains("\u{1B}[33m100 %"))
    }

    @Test func theLastChargesAreInTheOrderOfTheirTimes() {
        let ages = [4000, 90, 86_400, 75]
        let charged = ages.enumerated().map { index, age in
            Sample.numbered(index, .settled, ageSeconds: age, project: nil)
        }
        let contents = WatchContents(
            calendar: Sample.calendar, outlooks: [], open: [],
            // One of them was imported, and corrected since.
            charged: charged + charged.prefix(1), alerts: [])
        let lines = WatchScreenTests.lines(contents).filter { $0.contains(" ago") }
        let times = lines.compactMap { $0.firstMatch(of: /\d+ \w+ ago/)?.output }
        #expect(times == ["1 min ago", "1 min ago", "1 h ago", "1 d ago"])
        #expect(lines[0].hasPrefix("00000003") && lines[1].hasPrefix("00000001"))
    }

    @Test func aPipeGetsAllOfItAndNoKey() {
        let contents = WatchScreenTests.contents(open: 1, charged: 30, alerts: 0)
        let text = WatchScreen(contents, now: Sample.now).text(style: TextStyle())
        #expect(text.split(separator: "\n").count { $0.contains("min ago") } == 30)
        #expect(text.hasSuffix("\n\n1 open, $6.552 reserved   21 Nov 2026, 09:30:00 (GMT)\n"))
        #expect(!text.contains("q quit") && !text.contains("Last alerts"))
    }

    @Test func anEmptyLedgerSaysWhatToDo() {
        let empty = WatchScreenTests.contents(names: [], open: 0, charged: 0, alerts: 0)
        #expect(
            WatchScreenTests.lines(empty, rows: 6) == [
                "No budgets.", "",
                "Nothing is open.", "", "",
                "q quit" + String(repeating: " ", count: 47) + "21 Nov 2026, 09:30:00 (GMT)",
            ])
    }

    @Test func whereRowsAreShortTheLastSectionsGoFirstAndTheRestIsCounted() {
        let names = (1...9).map { "budget-\($0)" as Name }
        let contents = WatchScreenTests.contents(names: names, open: 9, charged: 9, alerts: 9)
        func titles(_ rows: Int) -> [String] {
            ["Budgets", "Open", "Last charges", "Last alerts"].filter { title in
                WatchScreenTests.lines(contents, rows: rows).contains { $0.hasPrefix(title) }
            }
        }
        #expect(titles(24) == ["Budgets", "Open", "Last charges", "Last alerts"])
        #expect(titles(17) == ["Budgets", "Open", "Last charges"])
        #expect(titles(12) == ["Budgets", "Open"])
        #expect(titles(6) == ["Budgets"])
        #expect(titles(2) == [])
        let short = WatchScreenTests.lines(contents, rows: 12)
        #expect(short[1].hasPrefix("budget-1"))
        #expect(short[4] == "+6 more")
        #expect(short[8] == "+8 more, $52.416 reserved" || short[9] == "+7 more, $45.864 reserved")
        let tall = WatchScreenTests.lines(contents, rows: 60)
        #expect(!tall.contains { $0.hasPrefix("+") })
    }

    /// The first one is the most used; the others are equal.
    @Test func theLeastUsedBudgetsAreLeftOut() {
        var contents = WatchScreenTests.contents(names: ["a", "b", "c", "d", "e", "f"], open: 0)
        contents = WatchContents(
            calendar: contents.calendar, outlooks: contents.outlooks.reversed(), open: [],
            charged: [], alerts: [])
        let lines = WatchScreenTests.lines(contents, rows: 7)
        #expect(lines[1...4].map { $0.prefix(1) } == ["f", "e", "a", "+"])
    }

    @Test func failureStandsAboveWhatWasSeenLast() {
        let seen = WatchScreenTests.lines(
            WatchScreenTests.contents(), failure: "the ledger is busy\u{1B}[2J")
        #expect(seen[0] == "the ledger is busy\\u{1B}[2J" && seen[1] == "")
        #expect(seen[2].hasPrefix("Budgets"))
        let never = WatchScreenTests.lines(nil, failure: "there is no ledger", rows: 3)
        #expect(never[0] == "there is no ledger" && never[2].hasPrefix("q quit"))
    }

    @Test(arguments: RandomReports.names + ["\u{301}marked"], [1, 20, 60, 80, 200])
    func everyLineFitsAndThereAreAsManyAsTheWindowHas(name: Name, columns: Int) {
        let contents = WatchScreenTests.contents(
            names: [name, "plain", "\(name)\(name)"], open: 7, charged: 30, alerts: 15)
        for rows in [1, 2, 3, 5, 8, 13, 24, 60] {
            for failure in [nil, name.text + String(repeating: " damaged", count: 40)] {
                let plain = WatchScreenTests.lines(
                    contents, failure: failure, columns: columns, rows: rows)
                #expect(plain.count == rows)
                #expect(plain.allSatisfy { TerminalText.width($0) <= columns })
                #expect(!plain.joined().unicodeScalars.contains { $0.properties.isControl })
                let colored = WatchScreenTests.lines(
                    contents, failure: failure, columns: columns, rows: rows, usesColor: true)
                let color = /\u{1B}\[\d*m/.matchingSemantics(.unicodeScalar)
                #expect(colored.map { $0.replacing(color, with: "") } == plain)
                #expect(colored.allSatisfy { !$0.contains("\u{1B}") || $0.contains("\u{1B}[0m") })
            }
        }
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isControl: Bool { generalCategory == .control }
}
