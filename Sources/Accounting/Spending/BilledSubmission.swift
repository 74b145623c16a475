/// A submission as books record it: what was charged first, and each correction of that by itself.
///
/// The first charge and the corrections add up to the charge as it stands, in dollars and in credits.
package struct BilledSubmission: Sendable {
    package let id: SubmissionID
    package let subject: Subject
    package let labels: [Label]
    /// The day that it was reserved on, in the ledger's time zone.
    package let day: Day
    package let state: SubmissionState
    package let generationID: String?
    package let estimate: Estimate
    /// As it stands; nil for what has none.
    package let charge: Charge?
    /// In the order in which they were recorded.
    package let corrections: [Correction]

    package init(
        id: SubmissionID, subject: Subject, labels: [Label], day: Day, state: SubmissionState,
        generationID: String?, estimate: Estimate, charge: Charge?, corrections: [Correction] = []
    ) {
        self.id = id
        self.subject = subject
        self.labels = labels
        self.day = day
        self.state = state
        self.generationID = generationID
        self.estimate = estimate
        self.charge = charge
        self.corrections = corrections
    }

    /// Dollars, and the credits that go with them.
    package struct Amount: Hashable, Sendable {
        package let usd: USD
        package let credits: Int64

        package static let zero = Amount(usd: .zero, credits: 0)

        package init(usd: USD, credits: Int64) {
            self.usd = usd
            self.credits = credits
        }

        package init(_ charge: Charge?) {
            self.init(usd: charge?.usd ?? .zero, credits: charge?.credits ?? 0)
        }

        package static func - (left: Amount, right: Amount) -> Amount {
            Amount(usd: left.usd - right.usd, credits: left.credits - right.credits)
        }
    }

    /// A later charge in place of the one before it.
    package struct Correction: Hashable, Sendable {
        /// The later charge less the one before.
        package let amount: Amount
        package let source: ChargeSource
        package let reason: String
        package let recordedAt: Instant

        package init(amount: Amount, source: ChargeSource, reason: String, recordedAt: Instant) {
            self.amount = amount
            self.source = source
            self.reason = reason
            self.recordedAt = recordedAt
        }
    }

    /// What it was charged before any correction; zero for one that failed. Nil for what has not ended,
    /// whose cost is not known, or that was refused.
    package var firstCharge: Amount? {
        guard charge != nil || state == .voided else { return nil }
        return corrections.reduce(Amount(charge)) { $0 - $1.amount }
    }

    /// The money that is still set aside for it; nil where none is.
    package var openReservation: USD? { state.holdsMoney ? estimate.usd : nil }

    /// The day whose books a charge stands in, or a correction of it: the one that the report counts it
    /// in.
    package func billingDay(of correction: Correction?) -> Day { day }
}
