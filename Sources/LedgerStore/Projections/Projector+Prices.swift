import Accounting
import GRDB

/// Prices, charge statistics, and the names of models.
extension Projector {
    func add(_ price: Price, seq: Int64) throws {
        try database.run(
            """
            INSERT INTO price (seq, model, mode, nanos, per, source, effective_from)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                seq, price.model, price.mode?.rawValue, price.usd.nanos, price.unit.rawValue,
                price.source.rawValue, price.effectiveFrom.microseconds,
            ])
    }

    func unsetPrice(of model: Name, in mode: Mode?) throws {
        try database.run(
            "DELETE FROM price WHERE source = 'user' AND model = ? AND mode IS ?",
            [model, mode?.rawValue])
    }

    func learn(_ sample: ChargeStatistics.Sample, insteadOf earlier: ChargeStatistics.Sample?)
        throws
    {
        var experience =
            try budgets.known.experiences[sample.key]
            ?? ChargeStatisticsRow.fetch(sample.key, from: database)
            ?? ChargeStatistics(key: sample.key)
        experience.take(sample, insteadOf: earlier)
        budgets.known.experiences[sample.key] = experience
        try ChargeStatisticsRow.save(experience, in: database)
    }

    /// The sums stay: they compare charges with estimates also where no reservation is raised.
    func forgetCharges(of model: Name, in mode: Mode?) throws {
        budgets.known.experiences = budgets.known.experiences.filter {
            !($0.key.model == model && $0.key.mode == mode)
        }
        try database.run(
            "UPDATE experience SET recent = '' WHERE model = ? AND mode = ?",
            [model, mode?.rawValue ?? ""])
    }

    /// Budgets count what was submitted under all names of a model, also what is there by now.
    func name(_ changes: [ModelNames.Change], at instant: Instant) throws {
        try flush()
        let before = try budgets.names()
        for change in changes {
            try ModelAliasRow.set(change.name, for: change.models, at: instant, in: database)
        }
        budgets.known.names = nil
        let after = try budgets.names()
        try budgets.countAnew { after.counts(in: $0, otherThan: before) }
    }
}
