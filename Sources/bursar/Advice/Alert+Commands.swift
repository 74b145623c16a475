import Accounting
import Text

extension Alert {
    /// What a person can do about it, in one line for channels; nil when there is nothing to do.
    @Sendable static func advice(on alert: Alert) -> String? {
        let id = alert.submissionID?.description ?? "ID"
        let budget = alert.budget.map { ShellWord.quoted($0.text) } ?? "NAME"
        let raise = "bursar budget override \(budget) --add USD --until DATE --reason TEXT"
        return switch alert.event {
        case .thresholdCrossed, .projectedLimitExceeded:
            "See what is left: bursar budget status. Allow more for a while: \(raise)"
        case .refused:
            "Nothing was sent. See what is left: bursar budget status. Allow more for a while:"
                + " \(raise)"
        case .overrun:
            "See what it cost: bursar show \(id). Compare it with the provider's books: bursar"
                + " reconcile"
        case .unresolved:
            "Look for it once more: bursar sync. If you know what became of it: bursar resolve"
                + " \(id) --charged USD or --not-charged, with --reason TEXT"
        case .priceChanged: "See the prices: bursar price list"
        case .override: "See what is left: bursar budget status"
        case .mismatch: "See where they differ: bursar reconcile"
        case .balanceLow: "Top up the account at the provider, or submissions will fail there"
        case .resolved, .test: nil
        }
    }

    /// The command that helps at once, for the terminal as the alert is raised; nil where its message is
    /// enough.
    var nextStep: Advice? {
        switch event {
        case .unresolved: .sync
        case .mismatch: .reconcile(since: nil)
        default: nil
        }
    }
}
