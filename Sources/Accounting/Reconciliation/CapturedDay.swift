/// How much of what the provider billed for a day the ledger has submissions for, as the bill was read then.
package struct CapturedDay: Hashable, Sendable {
    package let day: Day
    /// Charges of the day, less what was given back for them.
    package let billed: USD
    /// The part of it that the ledger has submissions for.
    package let captured: USD
    package let readAt: Instant

    package init(day: Day, billed: USD, captured: USD, readAt: Instant) {
        self.day = day
        self.billed = billed
        self.captured = captured
        self.readAt = readAt
    }

    /// The share that was captured, in hundredths of a percent, rounded down; nil when nothing was billed.
    package var basisPoints: Int? { CapturedDay.basisPoints(captured, of: billed) }

    static func basisPoints(_ captured: USD, of billed: USD) -> Int? {
        guard billed > .zero else { return nil }
        return Int(max(0, Int128(captured.nanos) * 10_000 / Int128(billed.nanos)))
    }
}
