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
    package var ungoverned: USD { clamped(billed, -governed) }

    /// The share of `billed` that is governed, in hundredths of a percent, rounded down; nil when
    /// nothing was billed.
    package var captureBasisPoints: Int? {
        guard billed > .zero else { return nil }
        return Int(max(0, Int128(governed.nanos) * 10_000 / Int128(billed.nanos)))
    }

    package mutating func add(ledger amount: USD) { ledger = clamped(ledger, amount) }

    package mutating func add(logged amount: USD) { logged = clamped(logged, amount) }

    package mutating func add(_ sum: BillSum, isGoverned: Bool) {
        add(billed: sum.net, isGoverned: isGoverned)
        refunded = clamped(refunded, sum.refunded)
    }

    package mutating func add(billed amount: USD, isGoverned: Bool) {
        billed = clamped(billed, amount)
        if isGoverned { governed = clamped(governed, amount) }
    }

    /// Follows from a difference that was put right.
    package mutating func take(_ applied: Difference) {
        add(ledger: (applied.billed ?? .zero) - (applied.ledger ?? .zero))
        if applied.kind == .ungoverned {
            governed = clamped(governed, applied.billed ?? .zero)
        }
    }
}

/// Sums that could not be true stop at the end of the type: another program's numbers end none of ours.
private func clamped(_ left: USD, _ right: USD) -> USD {
    let (sum, overflow) = left.nanos.addingReportingOverflow(right.nanos)
    guard overflow else { return USD(nanos: sum) }
    return USD(nanos: right.nanos < 0 ? -Int64.max : Int64.max)
}
