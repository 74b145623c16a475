import Accounting
import GRDB

extension Ledger {
    /// A charge too far from the price for anything to be learned from it is said aloud, once for each
    /// price: the length that it was estimated by may be wrong, or the price.
    func noteImplausibleCharge(
        of after: Submission, since before: Submission, _ posting: Posting
    ) throws {
        guard before.charge != after.charge, let sample = ChargeStatistics.sample(of: after),
            sample.charged > sample.estimated
        else { return }
        let (key, instant) = (sample.key, posting.instant)
        let price = try Ledger.namedPrices(in: posting.database, at: instant)
            .namedPrice(of: key.model, mode: key.mode, at: instant)
        guard let price, price.when.isEmpty, price.unit == key.unit,
            ChargeStatistics.isImplausible(sample.perUnit, for: price.unitPrice),
            try posting.isNews("implausible \(price.unitPrice) \(price.variant) \(key.model)")
        else { return }
        let mode = price.mode.map { " in \($0.rawValue)" } ?? ""
        let length = sample.seconds.map { " for \($0) s" } ?? ""
        try posting.raise(
            AlertDraft(
                .mismatch, .warning,
                "submission \(after.id) was charged \(sample.charged.display)\(length), more than"
                    + " \(ChargeStatistics.mostRaised) times the price of \(key.model)\(mode),"
                    + " \(price.unitPrice.display) per \(price.unit.rawValue); such charges raise no"
                    + " reservation: check the length of its reference, and the price",
                submissionID: after.id))
    }
}
