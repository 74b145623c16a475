/// How much of what the provider billed for some days the ledger has submissions for.
package struct CapturedShare: Hashable, Sendable {
    /// Those whose bill was read, the first one first.
    package let days: [CapturedDay]
    package let billed: USD
    package let captured: USD

    /// Nil without a day.
    package init?(_ days: [CapturedDay]) {
        guard !days.isEmpty else { return nil }
        self.days = days.sorted { $0.day < $1.day }
        var (billed, captured) = (USD.zero, USD.zero)
        for day in days {
            billed.accrue(day.billed)
            captured.accrue(day.captured)
        }
        (self.billed, self.captured) = (billed, captured)
    }

    /// In hundredths of a percent, rounded down; nil when nothing was billed.
    package var basisPoints: Int? { CapturedDay.basisPoints(captured, of: billed) }

    /// Whether nothing was billed that the ledger has no submission for.
    package var isWhole: Bool { captured == billed }
}
