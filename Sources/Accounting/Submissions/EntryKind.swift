/// The kinds of journal entries, by the names that the journal files them under.
///
/// The names are hashed and stored, so each stays as it is written here.
package enum EntryKind: String, CaseIterable, Sendable {
    case opened
    case refused, reserved, dispatched, accepted
    /// An answer named a charge while the generation ran.
    case held = "hold"
    /// No usable answer came.
    case lost = "unknown"
    case settled, voided, unpriced, adjusted
    case imported
    /// Under another project, or with other labels.
    case refiled
    case overrun
    case budgetSet = "budget_set"
    case budgetRemoved = "budget_removed"
    case budgetOverridden = "budget_overridden"
    case budgetMuted = "budget_muted"
    case priceSet = "price_set"
    case priceUnset = "price_unset"
    case priceForgotten = "price_forgotten"
    case pricesListed = "prices_listed"
    case aliasesListed = "aliases_listed"
    case keyCreated = "key_created"
    case keyRevoked = "key_revoked"
    case alertRaised = "alert"
    case monthClosed = "month_closed"
}
