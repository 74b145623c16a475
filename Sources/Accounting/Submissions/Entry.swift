/// One immutable line of the journal: something that happened, with every fact that it changed.
///
/// Submissions, windows and the daily rollup are computed from the entries, and can be so again.
package enum Entry: Hashable, Sendable {
    /// The ledger was made; days and periods are of this zone.
    case opened(timeZone: String, salt: String)
    /// A submission came to be: reserved or refused.
    case proposed(Proposal, SubmissionEvent)
    /// Something happened to a submission that exists.
    case happened(SubmissionID, SubmissionEvent)
    /// A submission of history from elsewhere, as it stood there.
    case imported(HistoryRecord, SubmissionID)
    /// A submission was filed under another project or other labels.
    case refiled(SubmissionID, Refiling)
    /// The charge was higher than the reservation, by this much.
    case overrun(SubmissionID, by: USD)
    case budgetSet(Budget)
    case budgetRemoved(name: Name)
    case budgetOverridden(BudgetOverride)
    case budgetMuted(BudgetMute)
    case priceSet(Price)
    /// A person's own price of a model in a mode is in force no longer.
    case priceUnset(model: Name, mode: Mode?)
    /// Charges of a model in a mode up to now raise no reservation any more.
    case priceForgotten(model: Name, mode: Mode?)
    /// The provider's catalogue lists a model at other prices than before.
    case pricesListed(PriceListing)
    /// The provider's catalogue gives names to other models than before.
    case aliasesListed([ModelNames.Change])
    case keyCreated(KeyGrant, TokenFingerprint)
    /// The one key of this name that is not revoked yet is so now.
    case keyRevoked(name: Name)
    case alertRaised(Alert)
    /// The statement of a month was written; what comes to that month later is an adjustment.
    case monthClosed(MonthClosing)

    package var kind: EntryKind {
        switch self {
        case .opened: .opened
        case .proposed(_, let event), .happened(_, let event): event.kind
        case .imported: .imported
        case .refiled: .refiled
        case .overrun: .overrun
        case .budgetSet: .budgetSet
        case .budgetRemoved: .budgetRemoved
        case .budgetOverridden: .budgetOverridden
        case .budgetMuted: .budgetMuted
        case .priceSet: .priceSet
        case .priceUnset: .priceUnset
        case .priceForgotten: .priceForgotten
        case .pricesListed: .pricesListed
        case .aliasesListed: .aliasesListed
        case .keyCreated: .keyCreated
        case .keyRevoked: .keyRevoked
        case .alertRaised: .alertRaised
        case .monthClosed: .monthClosed
        }
    }

    /// The submission that it is about, if any.
    package var submissionID: SubmissionID? {
        switch self {
        case .proposed(let proposal, _): proposal.id
        case .happened(let id, _), .refiled(let id, _), .overrun(let id, _), .imported(_, let id):
            id
        case .opened, .budgetSet, .budgetRemoved, .budgetOverridden, .budgetMuted, .priceSet,
            .priceUnset, .priceForgotten, .pricesListed, .aliasesListed, .keyCreated, .keyRevoked,
            .alertRaised, .monthClosed:
            nil
        }
    }
}
