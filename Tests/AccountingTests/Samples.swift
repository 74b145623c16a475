import Accounting

/// Values that the tests of this module start from; each test names only what it is about.
enum Sample {
    static let model = MotionControl.defaultModel
    static let now = Instant("2026-11-21T09:30:00Z")!
    static let day = Day("2026-11-21")!
    static let utc = calendar("UTC")

    static func id(_ number: UInt64 = 1) -> SubmissionID {
        SubmissionID(at: now, random: (high: 0, low: number))
    }

    static func subject(
        model: Name = Sample.model, mode: Mode? = .pro, orientation: Orientation? = .video,
        project: Name? = nil, key: Name? = nil
    ) -> Subject {
        Subject(model: model, mode: mode, orientation: orientation, project: project, key: key)
    }

    static func estimate(_ usd: USD, seconds: Int? = 30) -> Estimate {
        Estimate(
            usd: usd, seconds: seconds, secondsSource: seconds.map { _ in .cap }, unitPrice: nil,
            pricePer: .second, priceSource: .builtin)
    }

    static func proposal(
        _ estimate: Estimate = Sample.estimate("6.552"), subject: Subject = Sample.subject(),
        id: SubmissionID = Sample.id(), maxCost: USD? = nil
    ) -> Proposal {
        Proposal(id: id, subject: subject, estimate: estimate, maxCost: maxCost)
    }

    static func reserved(_ usd: USD = "6.552", id: SubmissionID = Sample.id()) -> Submission {
        Submission(proposal(estimate(usd), id: id), event: .reserved, day: day, at: now)!
    }

    static func charge(_ usd: USD, provisional: Bool = false) -> Charge {
        Charge(usd: usd, source: provisional ? .estimate : .body, isProvisional: provisional)
    }

    static func standing(
        _ name: Name = "month", limit: BudgetLimit, unit: PeriodUnit = .month,
        scope: Scope = .everything, enforcement: Budget.Enforcement = .block,
        holding: Holding = .nothing, overrides: USD = .zero,
        alertAt: [Int] = Budget.defaultAlertAt, alerted: Int = 0
    ) -> BudgetStanding {
        BudgetStanding(
            budget: Budget(
                name: name, scope: scope, unit: unit, limit: limit, enforcement: enforcement,
                alertAt: alertAt),
            window: Window(
                budget: name, period: utc.period(unit, containing: now), limit: limit,
                holding: holding, alertedPercent: alerted),
            overrides: overrides)
    }

    static func holding(
        spent: USD = .zero, reserved: USD = .zero, posted: Int = 0, open: Int = 0
    ) -> Holding {
        Holding(spent: spent, reserved: reserved, posted: posted, open: open)
    }

    static let refusal = Refusal(reason: .duplicate, message: "no", obstacles: [], fits: [])
    static let fault = Fault(name: "timeout", message: "no answer in 60 s")
}

/// Tests write amounts as they are read: `let limit: USD = "25.50"`.
extension USD: ExpressibleByUnicodeScalarLiteral {}
extension USD: ExpressibleByExtendedGraphemeClusterLiteral {}
extension USD: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) {
        try! self.init(parsing: text, rounding: .exact)
    }
}
