/// How charges of one model and mode compared with what was estimated.
///
/// Only submissions that were estimated by a price, and whose charge is known, count. A charge that
/// is corrected counts as seen once more.
package struct Experience: Hashable, Sendable {
    /// What is told apart: a price per second says nothing of one per video.
    package struct Key: Hashable, Sendable {
        package let model: String
        package let mode: Mode?
        package let unit: PriceUnit

        package init(model: String, mode: Mode?, unit: PriceUnit) {
            self.model = model
            self.mode = mode
            self.unit = unit
        }
    }

    package let key: Key
    package private(set) var count: Int
    package private(set) var estimated: USD
    package private(set) var charged: USD
    /// What one unit was charged, rounded up: the last ones, the latest at the end.
    package private(set) var recent: [USD]

    /// How many charges are looked back on.
    package static let memory = 10
    /// One charge above its estimate may be a slip of the provider's; so many are a price.
    package static let leastExceeding = 2

    package init(
        key: Key, count: Int = 0, estimated: USD = .zero, charged: USD = .zero, recent: [USD] = []
    ) {
        self.key = key
        self.count = count
        self.estimated = estimated
        self.charged = charged
        self.recent = recent
    }

    /// What a submission's new charge adds; nil for one that teaches nothing.
    package static func lesson(of submission: Submission, before: Submission) -> Lesson? {
        let estimate = submission.estimate
        guard let charge = submission.charge, charge != before.charge, !charge.isProvisional,
            charge.usd > .zero, let unit = estimate.pricePer, estimate.unitPrice != nil,
            let units = unit == .video ? 1 : estimate.seconds, units > 0
        else { return nil }
        let subject = submission.subject
        return Lesson(
            key: Key(model: subject.model, mode: subject.mode, unit: unit),
            estimated: estimate.usd, charged: charge.usd,
            perUnit: USD(nanos: (charge.usd.nanos + Int64(units) - 1) / Int64(units)))
    }

    package struct Lesson: Hashable, Sendable {
        package let key: Key
        package let estimated: USD
        package let charged: USD
        package let perUnit: USD
    }

    /// Sums stop where they could not be true.
    package mutating func take(_ lesson: Lesson) {
        let largest = USD(nanos: .max / 4)
        count += 1
        estimated = min(estimated + lesson.estimated, largest)
        charged = min(charged + lesson.charged, largest)
        recent = Array((recent + [lesson.perUnit]).suffix(Experience.memory))
    }

    /// What to reserve for one unit instead of `price`, where charges keep exceeding it: the most
    /// that was seen of late.
    package func learned(insteadOf price: USD) -> USD? {
        guard recent.count(where: { $0 > price }) >= Experience.leastExceeding else { return nil }
        return recent.max()
    }
}
