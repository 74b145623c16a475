import Accounting
import LosslessJSON

/// A budget that counts a submission, as a part of the document of a dry run: as in a refusal, and what
/// would be left.
enum BudgetPreviewDocument {
    static func json(_ preview: BudgetPreview) -> JSON {
        let standing = preview.standing
        let isEndless = standing.budget.unit == .total
        return [
            "name": .name(standing.budget.name),
            "enforcement": .name(standing.budget.enforcement),
            "limit_usd": .usd(standing.window.limit.usd),
            "limit_submissions": .integer(orNull: standing.limitSubmissions),
            "overrides_usd": .usd(standing.overrides),
            "spent_usd": .usd(standing.holding.spent),
            "reserved_usd": .usd(standing.holding.reserved),
            "submissions": .integer(standing.holding.submissions),
            "requested_usd": .usd(preview.cost),
            "available_usd": .usd(standing.available),
            "available_submissions": .integer(orNull: standing.availableSubmissions),
            "left_usd": .usd(preview.left),
            "left_submissions": .integer(orNull: preview.leftSubmissions),
            "resets_at": .instant(isEndless ? nil : standing.window.period.end),
            "reason": .name(preview.obstacle),
        ]
    }

    /// The preview of a document, as far as ``BudgetPreviewText`` shows it; nil for what is none.
    static func preview(from json: JSON) -> BudgetPreview? {
        guard let name = json["name"]?.string, let limit = BudgetLimit(json),
            let holding = Holding(json)
        else { return nil }
        let budget = Budget(
            name: Name(name), scope: Scope(), unit: .total, limit: limit,
            enforcement: json["enforcement"]?.string.flatMap(Budget.Enforcement.init) ?? .block)
        let window = Window(
            budget: budget.name,
            period: Period(unit: .total, start: .distantPast, end: .distantFuture),
            limit: limit, holding: holding, alertedPercent: 0)
        return BudgetPreview(
            standing: BudgetStanding(
                budget: budget, window: window,
                overrides: SubmissionDocument.usd(json["overrides_usd"]) ?? .zero),
            cost: SubmissionDocument.usd(json["requested_usd"]))
    }
}
