/// What a period comes to in the ledger and in the provider's two books.
package struct ReconciliationTotals: Hashable, Sendable {
    /// Charges and adjustments, as reports have them.
    package private(set) var ledger = USD.zero
    /// Charges, less what was given back for them.
    package private(set) var billed = USD.zero
    package private(set) var logged = USD.zero
    /// The part of `billed` that the ledger has a submission for.
    package private(set) var governed = USD.zero
    /// What was given back; `billed` is without it.
    package private(set) var refunded = USD.zero

    package init() {}

    /// The rest of `billed`.
    package var ungoverned: USD {
        var rest = billed
        rest.accrue(-governed)
        return rest
    }

    /// The share of `billed` that is governed, in hundredths of a percent, rounded down; nil when
    /// nothing was billed.
    package var captureBasisPoints: Int? { CapturedDay.basisPoints(governed, of: billed) }

    package mutating func add(ledger amount: USD) { ledger.accrue(amount) }

    package mutating func add(logged amount: USD) { logged.accrue(amount) }

    package mutating func add(_ sum: BillSum, isGoverned: Bool) {
        add(billed: sum.net, isGoverned: isGoverned)
        refunded.accrue(sum.refunded)
    }

    package mutating func add(billed amount: USD, isGoverned: Bool) {
        billed.accrue(amount)
        if isGoverned { governed.accrue(amount) }
    }

    /// Follows from a difference that was put right.
    package mutating func take(_ applied: Difference) {
        add(ledger: (applied.billed ?? .zero) - (applied.ledger ?? .zero))
        if applied.kind == .ungoverned {
            governed.accrue(applied.billed ?? .zero)
        }
    }
}
