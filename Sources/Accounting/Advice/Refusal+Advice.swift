extension Refusal {
    /// What can be done about it; nil where its message names a variant that would fit.
    package func advice(for proposal: Proposal) -> Advice? {
        switch reason {
        case .requestExceedsBudget, .budgetExhausted:
            return fits.isEmpty ? .raiseLimits(obstacles.map(\.budget)) : nil
        case .inFlightBudgetExhausted where isOfCount:
            return fits.isEmpty ? .raiseLimits(obstacles.map(\.budget)) : nil
        case .inFlightBudgetExhausted: return .sync
        case .maxCostExceeded: return nil
        case .priceUnknown where proposal.estimate.unitPrice != nil: return .stateLength
        case .priceUnknown: return .knowPrice(model: proposal.subject.model)
        case .duplicate: return .followOrRepeat(duplicate)
        }
    }

    /// Whether a limit on the number of submissions is in the way, which no end of open ones helps.
    private var isOfCount: Bool {
        obstacles.contains { if case .submissions = $0.limit { true } else { false } }
    }
}
