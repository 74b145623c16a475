import Accounting
import Reporting
import Text

/// The notice in words and numbers, without control characters. Every form is made of these.
extension AlertNotice {
    /// One number of a budget and what it is called.
    struct Fact: Hashable {
        let name: String
        let value: String
    }

    /// A few words: `budget 'pro-month' reached 80 %`.
    var headline: String {
        let budget = alert.budget.map { "budget '\($0)'" } ?? "a budget"
        let text =
            switch alert.event {
            case .thresholdCrossed:
                "\(budget) reached " + (alert.threshold.map { "\($0) %" } ?? "a threshold")
            case .projectedLimitExceeded: "\(budget) will not last"
            case .refused: "a submission was refused"
            case .overrun: "a charge is above its reservation"
            case .unresolved: "a submission has no known outcome"
            case .priceChanged: "a price changed"
            case .override: "\(budget) was raised for a while"
            case .mismatch: "the provider's books differ"
            case .balanceLow: "the provider's account is nearly empty"
            case .resolved: "the alerts of \(budget) are over"
            case .test: "a test"
            }
        return TerminalText.escaped(text)
    }

    var message: String { TerminalText.escaped(alert.message) }

    var adviceText: String? { advice.map { TerminalText.escaped($0) } }

    var budgetName: String? { alert.budget.map { TerminalText.escaped($0.text) } }

    /// `warning, 21 Nov 2026, 10:30 (Europe/Berlin), alert 019a…`.
    var origin: String {
        let zone = TerminalText.escaped(calendar.identifier)
        return "\(alert.severity.rawValue), \(calendar.local(raisedAt).minutes) (\(zone)), alert"
            + " \(TerminalText.escaped(alert.id))"
    }

    /// The alert's id in letters, digits, `-` and `_`, at most 128: what headers, addresses and signed
    /// texts hold without being taken for something else. An id that Bursar makes stays as it is.
    var plainID: String {
        let characters = alert.id.unicodeScalars.prefix(128).map { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-": Character(scalar)
            default: Character("_")
            }
        }
        return characters.isEmpty ? "_" : String(characters)
    }

    /// `██████▒▒▒░░░░░░`: spent, reserved, free. Nil without a standing.
    var bar: String? {
        standing.map { standing in
            let bar = BudgetShares(standing).bar(columns: 24)
            return bar.spent + bar.reserved + bar.free
        }
    }

    /// Where the budget stands; empty without a standing.
    var facts: [Fact] {
        guard let standing else { return [] }
        let holding = standing.holding
        var facts: [Fact] = []
        if let limit = standing.limit {
            facts += [
                Fact(name: "Limit", value: limit.display),
                Fact(name: "Spent", value: holding.spent.display),
                Fact(name: "Reserved", value: holding.reserved.display),
                Fact(name: "Left", value: (standing.available ?? .zero).display),
            ]
        } else {
            facts += [
                Fact(name: "Limit", value: standing.window.limit.description),
                Fact(name: "Charged", value: String(holding.posted)),
                Fact(name: "Open", value: String(holding.open)),
                Fact(name: "Left", value: String(standing.availableSubmissions ?? 0)),
            ]
        }
        let used = Percent.text(basisPoints: standing.usedBasisPoints)
        facts.append(Fact(name: "Used", value: "\(used) %"))
        facts.append(Fact(name: "Resets", value: resets(standing)))
        if let forecast {
            let bounds = forecast.bounds.map { " (\($0))" } ?? ""
            facts.append(Fact(name: "Heading for", value: "\(forecast.amount)\(bounds)"))
        }
        return facts
    }

    private func resets(_ standing: BudgetStanding) -> String {
        guard standing.budget.unit != .total else { return "never" }
        return calendar.day(of: standing.window.period.end).description
    }
}
