/// The decision whether a proposal may be submitted now.
///
/// A pure function of the proposal and of where the budgets stand. The ledger calls it inside the
/// transaction that reserves the money, so no other process changes the standings in between.
package struct Admission: Sendable {
    package let proposal: Proposal
    /// Every budget that could matter to the subject in any mode, in its current window.
    package let standings: [BudgetStanding]
    /// The prices of the model that are in force for this request in its modes, to say what would
    /// fit: asked for by a refusal alone.
    private let alternatives: @Sendable () -> [Price]
    /// An identical submission that is still open, unless duplicates were allowed.
    package let duplicate: SubmissionID?
    package let calendar: LedgerCalendar
    /// Which names are one model.
    package let names: ModelNames

    package init(
        proposal: Proposal, standings: [BudgetStanding],
        alternatives: @escaping @Sendable @autoclosure () -> [Price],
        duplicate: SubmissionID?, calendar: LedgerCalendar, names: ModelNames = .builtin
    ) {
        self.proposal = proposal
        self.standings = standings
        self.alternatives = alternatives
        self.duplicate = duplicate
        self.calendar = calendar
        self.names = names
    }

    /// Nil when the submission fits every budget; else why not. See ``Refusal/Reason`` for the order.
    package func refusal() -> Refusal? {
        let blocked = blockedStandings()
        guard let reason = (blocked.map(\.reason) + otherReasons).min() else { return nil }
        let fits = fits()
        let decisive = blocked.firstIndex { $0.reason == reason }
        let message = RefusalMessage(
            reason: reason, proposal: proposal, decisive: decisive.map { blocked[$0].standing },
            others: blocked.indices.filter { $0 != decisive }.map { blocked[$0].standing },
            fits: fits, duplicate: duplicate, calendar: calendar)
        return Refusal(
            reason: reason, message: message.text,
            obstacles: blocked.map { obstacle(of: $0.standing) }, fits: fits,
            duplicate: reason == .duplicate ? duplicate : nil)
    }

    /// Whether a budget of this name counts the proposal, and blocks what does not fit it.
    package func isHeld(by budget: Name) -> Bool {
        blockingStandings(for: proposal.subject).contains { $0.budget.name == budget }
    }

    /// The budgets in the way. Without a price, a limit in money is not in the way.
    private func blockedStandings() -> [(standing: BudgetStanding, reason: Refusal.Reason)] {
        blockingStandings(for: proposal.subject).compactMap { standing in
            guard proposal.estimate.isPriced || standing.limit == nil else { return nil }
            return standing.reasonToRefuse(proposal.estimate.usd).map { (standing, $0) }
        }
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
        standings.filter {
            $0.budget.enforcement == .block && $0.budget.scope.matches(subject, names: names)
        }
    }

    private func obstacle(of standing: BudgetStanding) -> Refusal.Obstacle {
        let isEndless = standing.budget.unit == .total
        return Refusal.Obstacle(
            budget: standing.budget.name, limit: standing.window.limit,
            overrides: standing.overrides, holding: standing.holding,
            requested: proposal.estimate.usd, available: standing.available,
            resetsAt: isEndless ? nil : standing.window.period.end)
    }

    /// For each mode that has a price: the longest reference that would be admitted.
    private func fits() -> [Refusal.Fit] {
        let modes = proposal.subject.mode == nil ? [nil] : Mode.allCases.map(Optional.some)
        let own = alternatives().filter { $0.model == proposal.subject.model }
        return modes.compactMap { mode in
            alternative(in: mode, of: own).flatMap { fit(mode: mode, price: $0) }
        }
    }

    /// They were chosen before, each from the source that counts most: the one of the mode, else
    /// one of all modes.
    private func alternative(in mode: Mode?, of own: [Price]) -> Price? {
        own.last { $0.mode == mode } ?? own.last { $0.mode == nil }
    }

    private func fit(mode: Mode?, price: Price) -> Refusal.Fit? {
        let standings = blockingStandings(for: proposal.subject.with(mode: mode))
        let room = (standings.compactMap(\.room) + [proposal.maxCost].compactMap(\.self)).min()
        let seconds = longest(price: price, room: room)
        guard seconds != 0, let cost = price.cost(seconds: seconds),
            proposal.maxCost.map({ cost <= $0 }) ?? true,
            standings.allSatisfy({ $0.reasonToRefuse(cost) == nil })
        else { return nil }
        let isSameRequest =
            mode == proposal.subject.mode
            && (price.unit == .video || seconds == proposal.estimate.seconds)
        if duplicate != nil, isSameRequest { return nil }
        return Refusal.Fit(mode: mode, seconds: seconds)
    }

    /// Up to the length that was asked for, and to what the provider takes; nil when the price does
    /// not depend on it.
    private func longest(price: Price, room: USD?) -> Int? {
        guard price.unit == .second else { return nil }
        let taken = proposal.subject.orientation.map(MotionControl.longestReferenceSeconds)
        let asked = [proposal.estimate.seconds, taken].compactMap(\.self).min()
        guard let room, price.usd > .zero else { return asked }
        return min(price.seconds(within: room), asked ?? .max)
    }
}
