/// The closing of a month, as the journal records it: what the statement showed, and of which head.
///
/// Nothing of a closed month is recorded between the head that a statement shows and the entry of its
/// closing, though other things may be: submissions go on while the files are written. What comes to the
/// month later is an adjustment of the next statement.
package struct MonthClosing: Hashable, Sendable {
    package let month: Month
    /// How many entries the statement shows.
    package let entries: Int64
    /// The hash of the last of them, in hexadecimal.
    package let head: String
    package let totals: Totals
    /// The adjustments of months closed before that its statement lists.
    package let adjustments: LateChange.Sum
    /// What was not final, and was left.
    package let unsettled: Unsettled
    /// The SHA-256 of the statement's manifest, in hexadecimal. The manifest has those of the files.
    package let manifest: String
    /// When the statement was written; nil for the date of the entry itself.
    package var writtenAt: Instant?

    package init(
        month: Month, entries: Int64, head: String, totals: Totals, adjustments: LateChange.Sum,
        unsettled: Unsettled, manifest: String, writtenAt: Instant? = nil
    ) {
        self.month = month
        self.entries = entries
        self.head = head
        self.totals = totals
        self.adjustments = adjustments
        self.unsettled = unsettled
        self.manifest = manifest
        self.writtenAt = writtenAt
    }

    /// What is to be paid with the statement: the month and the adjustments.
    package var due: USD { totals.usd + adjustments.amount.usd }

    /// What the month came to.
    package struct Totals: Hashable, Sendable {
        package let settled: Int
        package let failed: Int
        package let open: Int
        package let unpriced: Int
        package let refused: Int
        package let usd: USD
        package let credits: Int64
        package let reserved: USD
        package let provisional: USD

        package init(
            settled: Int, failed: Int, open: Int, unpriced: Int, refused: Int, usd: USD,
            credits: Int64, reserved: USD, provisional: USD
        ) {
            self.settled = settled
            self.failed = failed
            self.open = open
            self.unpriced = unpriced
            self.refused = refused
            self.usd = usd
            self.credits = credits
            self.reserved = reserved
            self.provisional = provisional
        }

        package init(_ spend: Spend) {
            self.init(
                settled: spend.settled, failed: spend.failed, open: spend.open,
                unpriced: spend.unpriced, refused: spend.refused, usd: spend.usd,
                credits: spend.credits, reserved: spend.reserved, provisional: spend.provisional)
        }
    }
}

/// A month that is closed.
package struct ClosedMonth: Hashable, Sendable {
    package let closing: MonthClosing
    /// When its statement was written.
    package let at: Instant
    /// The number of the journal's entry that closed it.
    package let entry: Int64

    package init(_ closing: MonthClosing, entry: Int64, recordedAt: Instant) {
        self.closing = closing
        self.entry = entry
        at = closing.writtenAt ?? recordedAt
    }

    package var month: Month { closing.month }
}
