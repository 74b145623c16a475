/// The guard's decision: may this be submitted now?
///
/// A pure function of the proposal and of where the budgets stand. The ledger calls it inside the
/// transaction that reserves the money, so that what it saw is what holds.
package struct Admission: Sendable {
    package let proposal: Proposal
    /// Every budget that could matter to the subject in any mode, in its current window.
    package let standings: [BudgetStanding]
    /// What the model costs in the modes it has, to say what would fit.
    package let alternatives: [Price]
    /// An identical submission that is still open, unless duplicates were allowed.
    package let duplicate: SubmissionID?
    package let calendar: LedgerCalendar

    package init(
        proposal: Proposal, standings: [BudgetStanding], alternatives: [Price],
        duplicate: SubmissionID?, calendar: LedgerCalendar
    ) {
        self.proposal = proposal
        self.standings = standings
        self.alternatives = alternatives
        self.duplicate = duplicate
        self.calendar = calendar
    }

    /// Nil when the submission fits every budget; else why not. See ``Refusal/Reason`` for the order.
    package func refusal() -> Refusal? {
        let blocked = blockingStandings(for: proposal.subject).compactMap { standing in
            standing.obstacle(to: proposal.estimate.usd).map { (standing, $0) }
        }
        let reasons = blocked.map(\.1) + otherReasons
        guard let reason = reasons.min() else { return nil }
        let obstacles = proposal.estimate.isPriced ? blocked.map { obstacle(of: $0.0) } : []
        let fits = fits()
        return Refusal(
            reason: reason,
            message: RefusalMessage(
                reason: reason, proposal: proposal,
                standings: blocked.filter { $0.1 == reason }.map(\.0),
                fits: fits, duplicate: duplicate, calendar: calendar
            ).text,
            obstacles: obstacles, fits: fits)
    }

    private var otherReasons: [Refusal.Reason] {
        var reasons: [Refusal.Reason] = []
        if let maxCost = proposal.maxCost, proposal.estimate.usd > maxCost {
            reasons.append(.maxCostExceeded)
        }
        if !proposal.estimate.isPriced { reasons.append(.priceUnknown) }
        if duplicate != nil { reasons.append(.duplicate) }
        return reasons
    }

    private func blockingStandings(for subject: Subject) -> [BudgetStanding] {
        standings.filter { $0.budget.enforcement == .block && $0.budget.scope.matches(subject) }
    }

    private func obstacle(of standing: BudgetStanding) -> Refusal.Obstacle {
        let isEndless = standing.budget.unit == .total
        return Refusal.Obstacle(
            budget: standing.budget.name, limit: standing.window.limit,
            overrides: standing.overrides, holding: standing.holding,
            requested: proposal.estimate.usd, available: standing.available,
            resetsAt: isEndless ? nil : standing.window.period.end)
    }

    /// For each mode that has a price: the longest reference that every budget has room for.
    private func fits() -> [Refusal.Fit] {
        alternatives.compactMap { price in
            let subject = proposal.subject.with(mode: price.mode)
            var rooms = blockingStandings(for: subject).compactMap(\.room)
            if let maxCost = proposal.maxCost { rooms.append(maxCost) }
            guard let room = rooms.min() else {
                return Refusal.Fit(mode: price.mode, seconds: proposal.estimate.seconds)
            }
            switch price.unit {
            case .video:
                return room >= price.usd ? Refusal.Fit(mode: price.mode, seconds: nil) : nil
            case .second:
                let longest = min(room.wholeUnits(of: price.usd), proposal.estimate.seconds ?? .max)
                return longest > 0 ? Refusal.Fit(mode: price.mode, seconds: longest) : nil
            }
        }
    }
}
