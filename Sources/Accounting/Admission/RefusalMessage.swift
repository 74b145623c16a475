/// The sentence of a refusal: what, which value, which limit, and what would fit.
struct RefusalMessage {
    let reason: Refusal.Reason
    let proposal: Proposal
    /// The first budget that gives the reason; nil when the reason is none of a budget's.
    let decisive: BudgetStanding?
    /// Every other budget in the way, whatever its reason.
    let others: [BudgetStanding]
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
            return "this submission may cost \(cost), more than the \(maximum) allowed for it"
                + fitting
        case .priceUnknown:
            let model = proposal.subject.model
            let mode = proposal.subject.mode.map { " in mode \($0.rawValue)" } ?? ""
            if let price = proposal.estimate.unitPrice, proposal.estimate.seconds == nil {
                return "\(model)\(mode) costs \(price.display) per second, and how long this video"
                    + " will be is not known"
            }
            return "no price is known for \(model)\(mode)"
        case .duplicate:
            return "the same request is still open as submission"
                + " \(duplicate?.description ?? "")"
        }
    }

    private func budgetText(cost: String) -> String {
        guard let standing = decisive else { return "" }
        let name = "budget '\(standing.budget.name)'"
        let request =
            (standing.limit == nil
                ? "this submission would be one more" : "this submission may cost \(cost)") + also
        switch reason {
        case .requestExceedsBudget:
            return "\(name) allows \(standing.limit?.display ?? "") \(each(standing))"
                + "\(rest(of: standing)); \(request)\(fitting)"
        case .inFlightBudgetExhausted where countsOpenOnes:
            // What has ended still counts: only a failure that cost nothing gives its place back.
            let held =
                standing.limit == nil
                ? "\(standing.holding.open) still open"
                : "\(standing.holding.reserved.display) in flight"
            return "\(name) has \(left(standing))\(until(standing)), \(held); \(request)\(fitting)"
        case .inFlightBudgetExhausted:
            return "\(name) has \(left(standing)) with"
                + " \(standing.holding.reserved.display) in flight; \(request)"
                + "; try again when open submissions have ended\(fitting)"
        default:
            return "\(name) has \(left(standing))\(until(standing)); \(request)\(fitting)"
        }
    }

    /// `; also in the way: 'b', 'spring'`, or nothing.
    private var also: String {
        let names = others.map { "'\($0.budget.name)'" }
        return names.isEmpty ? "" : "; also in the way: \(names.joined(separator: ", "))"
    }

    /// Whether a limit on the number of submissions is in the way, which no end of open ones helps.
    private var countsOpenOnes: Bool {
        ([decisive].compactMap(\.self) + others).contains { $0.limit == nil }
    }

    private func left(_ standing: BudgetStanding) -> String {
        if let limit = standing.limitSubmissions {
            return "\(standing.availableSubmissions ?? 0) of \(limit) submissions left"
        }
        return "\((standing.available ?? .zero).display) left"
    }

    /// `, with $3.60 left until 2026-12-01`, or nothing while all of it is.
    private func rest(of standing: BudgetStanding) -> String {
        guard let limit = standing.limit, let available = standing.available, available < limit
        else { return "" }
        return ", with \(left(standing))\(until(standing))"
    }

    private func each(_ standing: BudgetStanding) -> String {
        standing.budget.unit == .total ? "in total" : "per \(standing.budget.unit.rawValue)"
    }

    private func until(_ standing: BudgetStanding) -> String {
        standing.budget.unit == .total
            ? "" : " until \(calendar.day(of: standing.window.period.end))"
    }

    /// `. It would fit as std, or as pro up to 15 s: cut the clip.`, or nothing.
    private var fitting: String {
        guard !fits.isEmpty else { return "" }
        let variants = fits.map { fit in
            let length = isShorter(fit) ? fit.seconds.map { "up to \($0) s" } : nil
            return [fit.mode.map { "as \($0.rawValue)" }, length].compactMap(\.self)
                .joined(separator: " ")
        }
        let words = variants.filter { !$0.isEmpty }.joined(separator: ", or ")
        return ". It would fit" + (words.isEmpty ? "" : " \(words)")
            + (fits.contains(where: isShorter) ? ": \(wayToShorten)" : ".")
    }

    private func isShorter(_ fit: Refusal.Fit) -> Bool {
        fit.seconds != nil && fit.seconds != proposal.estimate.seconds
    }

    /// What is charged by the reference's length is made shorter by cutting the reference.
    private var wayToShorten: String {
        guard proposal.subject.orientation != nil else { return "ask for a shorter one." }
        return proposal.estimate.secondsSource == .cap
            ? "cut the clip. Its length is assumed; state it if it is shorter." : "cut the clip."
    }
}
