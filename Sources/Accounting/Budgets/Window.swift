/// One budget in one period: what is spent and what is set aside.
package struct Window: Hashable, Sendable {
    package let budget: Name
    package let period: Period
    package let limit: BudgetLimit
    package let holding: Holding
    /// The highest threshold that was announced in this period, in percent; zero before the first.
    package let alertedPercent: Int

    package init(
        budget: Name, period: Period, limit: BudgetLimit, holding: Holding, alertedPercent: Int
    ) {
        self.budget = budget
        self.period = period
        self.limit = limit
        self.holding = holding
        self.alertedPercent = alertedPercent
    }
}

/// What submissions hold of a window: posted charges, open reservations, and how many there are.
///
/// A window's holding is the sum of its submissions' holdings, always.
package struct Holding: Hashable, Sendable {
    package var spent: USD
    package var reserved: USD
    /// Submissions that were made or charged: settled ones, and voided ones with a late charge.
    package var posted: Int
    /// Submissions that still hold a reservation.
    package var open: Int

    package static let nothing = Holding(spent: .zero, reserved: .zero, posted: 0, open: 0)

    package init(spent: USD, reserved: USD, posted: Int, open: Int) {
        self.spent = spent
        self.reserved = reserved
        self.posted = posted
        self.open = open
    }

    /// What one submission holds.
    package init(_ submission: Submission) {
        self.init(
            state: submission.state, reservation: submission.estimate.usd,
            charge: submission.charge?.usd)
    }

    /// What a submission of this state holds, by what was reserved for it and what was charged. A
    /// failed one that cost nothing gives its place back.
    package init(state: SubmissionState, reservation: USD, charge: USD?) {
        let spent = charge ?? .zero
        let isPosted = state == .settled || spent != .zero
        self.init(
            spent: spent, reserved: state.holdsMoney ? reservation : .zero,
            posted: isPosted ? 1 : 0, open: state.holdsMoney ? 1 : 0)
    }

    package var submissions: Int { posted + open }

    package static func - (left: Holding, right: Holding) -> Holding {
        Holding(
            spent: left.spent - right.spent, reserved: left.reserved - right.reserved,
            posted: left.posted - right.posted, open: left.open - right.open)
    }
}
