package import Accounting
import Text

/// The budgets that count a submission, and what it would leave of each.
package enum BudgetPreviewText {
    /// A title and a line for each, ending with one newline.
    package static func text(_ previews: [BudgetPreview], style: TextStyle) -> String {
        guard !previews.isEmpty else { return "No budget counts it.\n" }
        let facts = previews.map { preview in
            FactList.Fact(
                name: TerminalText.escaped(preview.standing.budget.name.text), text: words(preview),
                tone: preview.obstacle == nil ? .plain : .caution)
        }
        let title = previews.count == 1 ? "The budget that counts it" : "The budgets that count it"
        return ([style.paint(title, .bold)] + FactList(facts: facts).lines(style: style))
            .joined(separator: "\n") + "\n"
    }

    private static func words(_ preview: BudgetPreview) -> String {
        let standing = preview.standing
        let warns = standing.budget.enforcement == .warn ? " (it only warns)" : ""
        if let count = preview.leftSubmissions, let limit = standing.limitSubmissions {
            let after = count < 0 ? "this is one too many" : "\(count) after this one"
            return "\(standing.availableSubmissions ?? 0) of \(limit) submissions left, \(after)"
                + warns
        }
        let available = (standing.available ?? .zero).display
        let whole = "\(available) left of \((standing.limit ?? .zero).display)"
        guard let left = preview.left else { return whole + warns }
        let after =
            left < .zero ? "\(left.magnitude.display) too little" : "\(left.display) after it"
        return "\(whole), \(after)\(warns)"
    }
}
