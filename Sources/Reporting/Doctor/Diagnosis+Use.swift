import Accounting

extension Diagnosis {
    static func prices(_ facts: DoctorFacts) -> Finding {
        guard let used = facts.prices else { return .unknown(whyUnread(facts)) }
        let models = Dictionary(grouping: used, by: \.model)
        func names(_ isMeant: (DoctorFacts.UsedPrice) -> Bool) -> [String] {
            models.compactMap { model, prices in
                let meant = prices.filter(isMeant)
                if meant.isEmpty { return nil }
                let modes = meant.count == prices.count ? [] : meant.compactMap(\.mode?.rawValue)
                return modes.isEmpty ? model.text : "\(model) (\(modes.joined(separator: ", ")))"
            }.sorted()
        }
        let missing = names { $0.source == nil }
        if !missing.isEmpty {
            return .problem(
                "none for \(list(missing)): its submissions are refused", Remedy("", .confirmPrices)
            )
        }
        let all: [(String, [String], Advice)] = [
            (
                "charged more than your own price: ", names(\.isExceeded), .correctOwnPrice
            ),
            (
                "raised by what was charged: ", names { $0.source == .learned },
                .forgetPrice(model: nil)
            ),
            (
                "inferred, unverified: ", names { $0.source == .builtin }, .confirmPrices
            ),
        ]
        let doubts = all.filter { !$0.1.isEmpty }
        if let first = doubts.first {
            return .warning(
                doubts.map { $0.0 + list($0.1) }.joined(separator: "; "), Remedy("", first.2))
        }
        return .ok("confirmed for \(Count.text(models.count, "model"))")
    }

    /// At most three, and how many more.
    private static func list(_ names: [String]) -> String {
        let more = names.count > 3 ? " and \(names.count - 3) more" : ""
        return names.prefix(3).joined(separator: ", ") + more
    }

    static func captured(_ facts: DoctorFacts) -> Finding {
        guard case .open(let accounts) = facts.ledger else {
            return .unknown(whyUnread(facts))
        }
        guard let share = accounts.captured, let last = share.days.last,
            let points = share.basisPoints
        else { return .ok("not read yet; reconciling reads the provider's bill") }
        let percent = Percent.text(basisPoints: points)
        let period = "\(Count.text(share.days.count, "day")) to \(last.day)"
        guard !share.isWhole else {
            return .ok("\(percent) % of the provider's bill of \(share.billed.display), \(period)")
        }
        let difference = share.billed - share.captured
        return .warning(
            "\(percent) % of the provider's bill of \(share.billed.display), \(period):"
                + " \(difference.magnitude.display) of it is of no submission here",
            Remedy("", .reconcile(since: share.days.first?.day)))
    }

    static func alerts(_ facts: DoctorFacts) -> Finding {
        let configuration = facts.configuration
        if configuration.failure != nil { return .unknown(unreadable) }
        guard configuration.channels == 0 else { return channels(facts) }
        let isNamed = !configuration.path.isEmpty
        return .warning(
            "not sent: no channel is set up",
            Remedy(
                "add an [[alerts.channel]] to \(isNamed ? configuration.path : "the config file")",
                isNamed ? .listAlerts : .nameSettings))
    }
}

extension Diagnosis {
    private static func channels(_ facts: DoctorFacts) -> Finding {
        let configuration = facts.configuration
        if let failure = configuration.channelFailures.first {
            return .problem(failure, Remedy("correct it", .testAlerts))
        }
        if let name = configuration.unknownBudgets.first {
            return .warning(
                "a channel is narrowed to budget '\(name)', which is not there",
                Remedy("", .listBudgets))
        }
        let sent = "sent to \(Count.text(configuration.channels, "channel"))"
        guard case .open(let accounts) = facts.ledger,
            let waiting = AlertsText.undelivered(
                accounts.undelivered, configured: configuration.channelNames)
        else { return .ok(sent) }
        return .warning(waiting, Remedy("look at the channel", .deliverAlerts))
    }
}

// MARK: - What is open for too long

extension Diagnosis {
    /// Longer than any request takes, with the time that recovery leaves it.
    static let sendingSeconds: Int64 = 600
    /// A generation takes minutes: when it is open for longer, it was not polled.
    static let runningSeconds: Int64 = 3600

    static func unresolved(_ facts: DoctorFacts) -> Finding {
        guard case .open(let accounts) = facts.ledger else {
            return .unknown(whyUnread(facts))
        }
        let late = accounts.held.filter { held in
            isLate(held, age: facts.asOf.seconds(since: held.since))
        }
        let running = accounts.held.count - late.count
        let rest = running == 0 ? "" : "; \(running) still running"
        guard !late.isEmpty else { return .ok("none\(rest)") }
        let states = SubmissionState.allCases.compactMap { state -> String? in
            let held = late.filter { $0.state == state }
            guard let oldest = held.map(\.since).min() else { return nil }
            let age = TimeSpan.words(seconds: facts.asOf.seconds(since: oldest))
            return "\(held.count) \(state.rawValue) for \(held.count == 1 ? "" : "up to ")\(age)"
        }
        let usd = late.reduce(USD.zero) { $0 + $1.usd }
        return .warning(
            "\(states.joined(separator: ", ")), holding \(usd.display)\(rest)",
            remedy(for: late, at: facts.asOf))
    }

    private static func isLate(_ held: DoctorFacts.Held, age: Int64) -> Bool {
        switch held.state {
        case .unknown, .unpriced: true
        case .reserved, .dispatched: age > sendingSeconds
        case .accepted: age > runningSeconds
        case .refused, .settled, .voided: false
        }
    }

    /// A sync may end any of them; what is unknown, and what runs for over a day, can also be resolved by
    /// hand.
    private static func remedy(for late: [DoctorFacts.Held], at now: Instant) -> Remedy {
        let doubtful = late.filter { held in
            let age = now.seconds(since: held.since)
            return held.state == .unknown
                || held.state == .accepted && age >= Submission.lateSeconds
        }
        guard let oldest = doubtful.min(by: { $0.since < $1.since }) else {
            return Remedy("", .syncRegularly)
        }
        return Remedy("", .syncOrResolve(oldest.id))
    }
}
