import Accounting
import FoundationEssentials
import Reporting

/// Values that the tests share. Every moment, zone and id is given.
enum Sample {
    /// The words of an edge, by which tests see where an advice stands.
    static let words: TextStyle.Words = { "see <\($0)>" }

    static let model: Name = "klingai/video-v3-motion-control"
    static let now = Instant("2026-11-21T09:30:00.125Z")!
    static let calendar = LedgerCalendar(zone: .gmt)
    static let id = SubmissionID("019aa3c2-7f3e-7c1a-9b1e-0123456789ab")!
    static let firstDay = Day("2026-11-01")!
    static let head = "3f2a9c1be0774f1f"

    static func usd(_ text: String) -> USD { try! USD(parsing: text, rounding: .exact) }

    static func spend(
        _ usd: String, settled: Int = 1, failed: Int = 0, open: Int = 0, unpriced: Int = 0,
        refused: Int = 0, reserved: String = "0", provisional: String = "0",
        estimated: String = "0", error: String = "0"
    ) -> Spend {
        var spend = Spend()
        spend.settled = settled
        spend.failed = failed
        spend.open = open
        spend.unpriced = unpriced
        spend.refused = refused
        spend.usd = self.usd(usd)
        spend.credits = spend.usd.credits
        spend.reserved = self.usd(reserved)
        spend.provisional = self.usd(provisional)
        spend.estimated = self.usd(estimated)
        spend.estimateError = self.usd(error)
        return spend
    }

    static func row(
        _ day: Int, _ mode: Mode?, _ orientation: Orientation?, project: Name? = nil,
        model: Name = model, _ spend: Spend
    ) -> SpendRow {
        let key = SpendRow.Key(
            day: firstDay.advanced(by: day - 1), model: model, mode: mode,
            orientation: orientation, project: project)
        return SpendRow(key: key, spend: spend)
    }

    static let november = SpendReport.Span(
        label: "2026-11", firstDay: firstDay, lastDay: Day("2026-11-30"),
        start: calendar.start(of: firstDay), end: calendar.start(of: firstDay.startOfNextMonth),
        timeZone: "UTC")

    static func report(
        _ rows: [SpendRow], filters: SpendReport.Filters = .init(),
        span: SpendReport.Span = november, pace: SpendReport.Pace? = nil
    ) -> SpendReport {
        SpendReport(
            span: span, generatedAt: now, calendar: calendar, filters: filters, rows: rows,
            ledgerHead: head, pace: pace)
    }

    static let month = report([
        row(2, .std, .video, project: "trailer", spend("1.638")),
        row(2, .pro, .image, spend("2.184", settled: 2)),
        row(9, .pro, .video, project: "trailer", spend("3.1449605", settled: 3, failed: 1)),
        row(
            21, .pro, .video, project: "trailer",
            spend(
                "6.552", open: 2, unpriced: 1, refused: 3, reserved: "19.656", provisional: "6.552")
        ),
    ])

    static let estimate = Estimate(
        usd: usd("6.552"), seconds: 30, secondsSource: .cap, unitPrice: usd("0.2184"),
        pricePer: .second, priceSource: .builtin)

    static func submission(
        _ state: SubmissionState = .settled, charge: Charge? = nil, fault: Fault? = nil,
        refusal: Refusal? = nil, estimate: Estimate = estimate, project: Name? = "trailer",
        model: Name = model
    ) -> Submission {
        Submission(
            proposal: Proposal(
                id: id,
                subject: Subject(
                    model: model, mode: .pro, orientation: .video, project: project),
                keepsAudio: true, labels: [Label(key: "scene", value: "12")], estimate: estimate),
            day: Day("2026-11-21")!, reservedAt: now, state: state, dispatchedAt: nil,
            acceptedAt: nil, finishedAt: nil, generationID: "gen-1", quotedCharge: nil,
            charge: charge,
            videoURL: nil, fault: fault, refusal: refusal)
    }

    /// One of many, with a number for its id.
    static func numbered(
        _ number: Int, _ state: SubmissionState, ageSeconds: Int, project: Name?
    ) -> Submission {
        let at = now.advanced(bySeconds: -ageSeconds)
        let charge = state == .settled ? Charge(usd: usd("1.638"), source: .body) : nil
        return Submission(
            proposal: Proposal(
                id: SubmissionID(at: at, random: (0, UInt64(number))),
                subject: Subject(model: model, mode: .pro, orientation: .video, project: project),
                estimate: estimate),
            day: Day("2026-11-21")!, reservedAt: at, state: state, dispatchedAt: at,
            acceptedAt: at, finishedAt: state == .settled ? at : nil, generationID: nil,
            quotedCharge: nil,
            charge: charge, videoURL: nil, fault: nil, refusal: nil)
    }

    static func standing(
        _ name: Name = "pro-month", limit: BudgetLimit = .usd(usd("25")),
        unit: PeriodUnit = .month, scope: Scope = Scope(mode: .pro), spent: String = "9",
        reserved: String = "2.25", posted: Int = 4, open: Int = 1, overrides: String = "0",
        enforcement: Budget.Enforcement = .block, alertAt: [Int] = Budget.defaultAlertAt
    ) -> BudgetStanding {
        BudgetStanding(
            budget: Budget(
                name: name, scope: scope, unit: unit, limit: limit, enforcement: enforcement,
                alertAt: alertAt),
            window: Window(
                budget: name, period: calendar.period(unit, containing: now), limit: limit,
                holding: Holding(
                    spent: usd(spent), reserved: usd(reserved), posted: posted, open: open),
                alertedPercent: 0),
            overrides: usd(overrides))
    }
}

extension Sample {
    /// What was charged on so many days before today: of three days two cost half of the third.
    static func history(_ daily: String, days: Int) -> SpendHistory {
        let today = calendar.day(of: now)
        let charges = (1...max(1, days)).map { back in
            let share = usd(daily).nanos * (back % 3 == 0 ? 2 : 1)
            return (today.advanced(by: -back), USD(nanos: share))
        }
        return SpendHistory(
            charges: Dictionary(uniqueKeysWithValues: charges.prefix(days)),
            since: days == 0 ? nil : today.advanced(by: -days))
    }

    /// Where a budget is heading after days like those; without any, nobody knows.
    static func outlook(
        _ standing: BudgetStanding, daily: String = "0.45", days: Int = 20
    ) -> BudgetOutlook {
        BudgetOutlook(
            standing, history: history(daily, days: days), calendar: calendar, at: now)
    }
}

/// A small generator of repeatable noise; a failing test prints the seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
