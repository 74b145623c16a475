/// One immutable line of the journal: something that happened, with every fact that it changed.
///
/// The journal is the truth. Submissions, windows and the daily rollup are what follows from it.
package enum Entry: Hashable, Sendable {
    /// The ledger was made; days and periods are of this zone.
    case opened(timeZone: String, salt: String)
    /// A submission came to be: reserved or refused.
    case proposed(Proposal, SubmissionEvent)
    /// Something happened to a submission that exists.
    case happened(SubmissionID, SubmissionEvent)
    /// A submission of history from elsewhere, as it stood there.
    case imported(HistoryRecord, SubmissionID)
    /// The charge was higher than the reservation, by this much.
    case overrun(SubmissionID, by: USD)
    case budgetSet(Budget)
    case budgetRemoved(name: Name)
    case budgetOverridden(BudgetOverride)
    case budgetMuted(BudgetMute)
    case priceSet(Price)
    /// A person's own price of a model in a mode is in force no longer.
    case priceUnset(model: Name, mode: Mode?)
    /// What charges of a model in a mode taught so far is not looked back on any more.
    case priceForgotten(model: Name, mode: Mode?)
    /// The provider's catalogue lists a model at other prices than before.
    case pricesListed(PriceListing)
    /// The provider's catalogue gives names to other models than before.
    case aliasesListed([ModelNames.Change])
    case alertRaised(Alert)

    /// The name that the journal files it under.
    package var kind: String {
        switch self {
        case .opened: "opened"
        case .proposed(_, let event), .happened(_, let event): event.name
        case .imported: "imported"
        case .overrun: "overrun"
        case .budgetSet: "budget_set"
        case .budgetRemoved: "budget_removed"
        case .budgetOverridden: "budget_overridden"
        case .budgetMuted: "budget_muted"
        case .priceSet: "price_set"
        case .priceUnset: "price_unset"
        case .priceForgotten: "price_forgotten"
        case .pricesListed: "prices_listed"
        case .aliasesListed: "aliases_listed"
        case .alertRaised: "alert"
        }
    }

    /// The submission that it is about, if any.
    package var submissionID: SubmissionID? {
        switch self {
        case .proposed(let proposal, _): proposal.id
        case .happened(let id, _), .overrun(let id, _), .imported(_, let id): id
        case .opened, .budgetSet, .budgetRemoved, .budgetOverridden, .budgetMuted, .priceSet,
            .priceUnset, .priceForgotten, .pricesListed, .aliasesListed, .alertRaised:
            nil
        }
    }
}
