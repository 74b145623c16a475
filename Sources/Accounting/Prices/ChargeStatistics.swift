/// How charges of one model and mode compared with what was estimated.
///
/// Only submissions that were estimated by a price and by a length that was not merely stated, and
/// whose charge is known, count. A charge that is corrected counts once, as it is now.
package struct ChargeStatistics: Hashable, Sendable {
    /// What charges are grouped by: a price per second says nothing of one per video.
    package struct Key: Hashable, Sendable {
        package let model: Name
        package let mode: Mode?
        package let unit: PriceUnit

        package init(model: Name, mode: Mode?, unit: PriceUnit) {
            self.model = model
            self.mode = mode
            self.unit = unit
        }
    }

    /// The estimate and the charge of one submission.
    package struct Sample: Hashable, Sendable {
        package let id: SubmissionID
        package let reservedAt: Instant
        package let key: Key
        package let estimated: USD
        package let charged: USD
        /// What one unit was charged, rounded up.
        package let perUnit: USD
        /// The length that it was estimated by; nil for a price per video.
        package let seconds: Int?

        package init(
            id: SubmissionID, reservedAt: Instant, key: Key, estimated: USD, charged: USD,
            perUnit: USD, seconds: Int? = nil
        ) {
            self.id = id
            self.reservedAt = reservedAt
            self.key = key
            self.estimated = estimated
            self.charged = charged
            self.perUnit = perUnit
            self.seconds = seconds
        }
    }

    /// One of the charges that are looked back on.
    package struct Memory: Hashable, Sendable {
        package let id: SubmissionID
        package let reservedAt: Instant
        package let perUnit: USD
        /// The whole charge, and the length that it was estimated by; nil where they were not looked
        /// up, and for a price per video.
        package let charged: USD?
        package let seconds: Int?

        package init(
            id: SubmissionID, reservedAt: Instant, perUnit: USD, charged: USD? = nil,
            seconds: Int? = nil
        ) {
            self.id = id
            self.reservedAt = reservedAt
            self.perUnit = perUnit
            self.charged = charged
            self.seconds = seconds
        }
    }

    package let key: Key
    package private(set) var count: Int
    package private(set) var estimated: USD
    package private(set) var charged: USD
    /// The last ones, the latest at the end.
    package private(set) var recent: [Memory]

    /// How many charges are looked back on.
    package static let mostRemembered = 10

    package init(
        key: Key, count: Int = 0, estimated: USD = .zero, charged: USD = .zero,
        recent: [Memory] = []
    ) {
        self.key = key
        self.count = count
        self.estimated = estimated
        self.charged = charged
        self.recent = recent
    }

    /// The sample of a submission as it stands; nil where its charge or its price is not known.
    package static func sample(of submission: Submission) -> Sample? {
        let estimate = submission.estimate
        guard let charge = submission.charge, !charge.isProvisional, charge.usd > .zero,
            let unit = estimate.pricePer, estimate.unitPrice != nil,
            unit == .video || estimate.secondsSource != .stated,
            let units = unit == .video ? 1 : estimate.seconds, units > 0
        else { return nil }
        let subject = submission.subject
        return Sample(
            id: submission.id, reservedAt: submission.reservedAt,
            key: Key(model: subject.model, mode: subject.mode, unit: unit),
            estimated: estimate.usd, charged: charge.usd,
            perUnit: USD(nanos: (charge.usd.nanos + Int64(units) - 1) / Int64(units)),
            seconds: unit == .video ? nil : units)
    }

    /// Adds a sample; one of the same submission as an earlier one takes its place.
    package mutating func take(_ sample: Sample, insteadOf earlier: Sample?) {
        count += earlier == nil ? 1 : 0
        estimated.accrue(sample.estimated - (earlier?.estimated ?? .zero))
        charged.accrue(sample.charged - (earlier?.charged ?? .zero))
        let memory = Memory(
            id: sample.id, reservedAt: sample.reservedAt, perUnit: sample.perUnit,
            charged: sample.charged, seconds: sample.seconds)
        if let index = recent.firstIndex(where: { $0.id == sample.id }) {
            recent[index] = memory
        } else if earlier == nil {
            recent = Array((recent + [memory]).suffix(ChargeStatistics.mostRemembered))
        }
    }
}
