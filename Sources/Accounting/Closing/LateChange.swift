/// What changed of a submission after its month was closed: an adjustment of the next statement.
package struct LateChange: Sendable {
    /// What it adds to the accounts; each part may be below zero.
    package struct Amount: Hashable, Sendable {
        package let usd: USD
        package let credits: Int64
        /// What it adds to what is reserved.
        package let reserved: USD

        package static let zero = Amount(usd: .zero, credits: 0, reserved: .zero)

        package init(usd: USD, credits: Int64, reserved: USD) {
            self.usd = usd
            self.credits = credits
            self.reserved = reserved
        }

        /// What it adds to the charges.
        package var billed: BilledSubmission.Amount { .init(usd: usd, credits: credits) }

        /// The step from one state of a submission to the next; nil for one that a statement does not
        /// show: the same money, as sure as before.
        package init?(from before: Submission?, to after: Submission) {
            guard after.state != .refused else { return nil }
            self.init(
                usd: (after.charge?.usd ?? .zero) - (before?.charge?.usd ?? .zero),
                credits: (after.charge?.credits ?? 0) - (before?.charge?.credits ?? 0),
                reserved: after.openReservation - (before?.openReservation ?? .zero))
            let isSure = after.charge?.isProvisional == before?.charge?.isProvisional
            if let before, before.state.holdsMoney == after.state.holdsMoney, self == .zero,
                isSure
            {
                return nil
            }
        }

        package static func + (left: Amount, right: Amount) -> Amount {
            Amount(
                usd: left.usd + right.usd, credits: left.credits + right.credits,
                reserved: left.reserved + right.reserved)
        }

        package static func - (left: Amount, right: Amount) -> Amount {
            Amount(
                usd: left.usd - right.usd, credits: left.credits - right.credits,
                reserved: left.reserved - right.reserved)
        }
    }

    /// How many changes, and what they come to.
    package struct Sum: Hashable, Sendable {
        package var count = 0
        package var amount = Amount.zero

        package static let nothing = Sum()

        package init(count: Int = 0, amount: Amount = .zero) {
            self.count = count
            self.amount = amount
        }
    }

    /// As it stands, under the filing that it had when this was recorded: after an edit, the new one.
    package let submission: BilledSubmission
    /// What kind of entry records it.
    package let kind: EntryKind
    /// Zero for an edit of the filing, which only moves what is there; but see ``within(_:)``.
    package let amount: Amount
    /// Who says so; nil for what ended without a charge.
    package let source: ChargeSource?
    /// Why a charge took the place of another, or a filing that of another.
    package let reason: String?
    /// Where an edit of the filing moved what; nil for every other kind, and for one side of an edit.
    package let refiling: Refiling?
    package let recordedAt: Instant

    package init(
        _ submission: BilledSubmission, kind: EntryKind, amount: Amount, source: ChargeSource?,
        reason: String?, refiling: Refiling? = nil, recordedAt: Instant
    ) {
        self.submission = submission
        self.kind = kind
        self.amount = amount
        self.source = source
        self.reason = reason
        self.refiling = refiling
        self.recordedAt = recordedAt
    }

    /// The closed month that it is of.
    package var month: Month { Month(of: submission.day) }

    /// As books have it, beside the charges of another month; nil where no money moved.
    package var correction: BilledSubmission.Correction? {
        guard amount.billed != .zero else { return nil }
        return BilledSubmission.Correction(
            amount: amount.billed, source: source ?? .estimate,
            reason: reason ?? "after \(month) was closed", recordedAt: recordedAt)
    }
}

extension [LateChange] {
    package var sum: LateChange.Sum {
        LateChange.Sum(count: count, amount: reduce(.zero) { $0 + $1.amount })
    }
}
