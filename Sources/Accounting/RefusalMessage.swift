/// The sentence of a refusal: what, which value, which limit, what to do next.
struct RefusalMessage {
    let reason: Refusal.Reason
    let proposal: Proposal
    let standings: [BudgetStanding]
    let fits: [Refusal.Fit]
    let duplicate: SubmissionID?
    let calendar: LedgerCalendar

    var text: String {
        let cost = proposal.estimate.usd.display
        switch reason {
        case .requestExceedsBudget, .budgetExhausted, .inFlightBudgetExhausted:
            return budgetText(cost: cost)
        case .maxCostExceeded:
            let maximum = proposal.maxCost?.display ?? ""
            return "this submission may cost \(cost), more than --max-cost \(maximum)\(advice())"
        case .priceUnknown:
            let model = proposal.subject.model
            return "no price is known for \(model); set one with: bursar price set \(model)"
                + " --per-second USD, or state --max-cost USD"
        case .duplicate:
            return "the same request is still open as submission"
                + " \(duplicate?.description ?? ""); wait for it with: bursar wait"
                + " \(duplicate?.description ?? ""), or add --allow-duplicate to pay for it twice"
        }
    }

    private func budgetText(cost: String) -> String {
        guard let standing = standings.first else { return "" }
        let more = standings.count > 1 ? " (and \(standings.count - 1) more in the way)" : ""
        let name = "budget '\(standing.budget.name)'"
        switch reason {
        case .requestExceedsBudget:
            return "\(name) allows \(standing.limit?.display ?? "") \(each(standing))"
                + "; this submission may cost \(cost)\(more)\(advice(raising: standing))"
        case .inFlightBudgetExhausted:
            let held =
                standing.limit == nil
                ? "\(standing.holding.open) open" : "\(standing.holding.reserved.display) in flight"
            return "\(name) has \(left(standing)) with \(held); this submission may cost"
                + " \(cost)\(more); try again when open submissions have ended"
                + " (bursar sync)\(advice())"
        default:
            return "\(name) has \(left(standing))\(until(standing)); this submission may cost"
                + " \(cost)\(more)\(advice(raising: standing))"
        }
    }

    private func left(_ standing: BudgetStanding) -> String {
        if let limit = standing.limitSubmissions {
            return "\(standing.availableSubmissions ?? 0) of \(limit) submissions left"
        }
        return "\((standing.available ?? .zero).display) left"
    }

    private func each(_ standing: BudgetStanding) -> String {
        standing.budget.unit == .total ? "in total" : "per \(standing.budget.unit.rawValue)"
    }

    private func until(_ standing: BudgetStanding) -> String {
        standing.budget.unit == .total
            ? "" : " until \(calendar.day(of: standing.window.period.end))"
    }

    private func advice(raising standing: BudgetStanding? = nil) -> String {
        let parts = fits.map { fit in
            let mode = fit.mode?.rawValue ?? "it"
            guard let seconds = fit.seconds, seconds != proposal.estimate.seconds else {
                return "\(mode) fits"
            }
            return "\(mode) up to \(seconds) s fits"
        }
        if !parts.isEmpty { return ". \(parts.joined(separator: "; "))" }
        guard let standing else { return "" }
        return ". Raise the limit: bursar budget set \(standing.budget.name) --limit …"
    }
}
