import Accounting

/// The alerts about a charge, raised by the transaction that records it.
extension Posting {
    /// A charge above its reservation is recorded in full, and raises an alert.
    func noteOverrun(_ event: SubmissionEvent, of submission: Submission) throws {
        let charge: Charge
        switch event {
        case .settled(let settled, _, _): charge = settled
        // The reservation of history is its charge: a correction of it is no overrun.
        case .adjusted where submission.estimate.isImported && !submission.estimate.isExpectation:
            return
        case .adjusted(let adjusted, _): charge = adjusted
        default: return
        }
        // Of a correction only what exceeds the charge before it.
        let known = max(submission.estimate.usd, submission.charge?.usd ?? .zero)
        guard charge.usd > known else { return }
        let excess = charge.usd - known
        try post(.overrun(submission.id, by: excess))
        try raise(
            AlertDraft(
                .overrun, excess.nanos >= known.nanos / 100 ? .critical : .warning,
                "submission \(submission.id) was charged \(charge.usd.display),"
                    + " \(excess.display) more than was reserved", submissionID: submission.id))
    }

    /// Dollars and credits that contradict each other are recorded, and raise one alert.
    func noteContradiction(_ event: SubmissionEvent, of submission: Submission) throws {
        guard let charge = event.namedCharge, charge.isContradictory,
            try isNews("contradiction \(submission.id)")
        else { return }
        try raise(
            AlertDraft(
                .mismatch, .warning,
                "of submission \(submission.id) the provider says \(charge.usd.display) and"
                    + " \(charge.credits) credits, which contradict each other;"
                    + " \(charge.usd.display) is taken",
                submissionID: submission.id))
    }

    /// A charge too far from the price to raise the reservation raises an alert, once for each price: the
    /// length that it was estimated by may be wrong, or the price.
    func noteImplausibleCharge(of after: Submission, since before: Submission) throws {
        guard before.charge != after.charge, let sample = ChargeStatistics.sample(of: after),
            sample.charged > sample.estimated
        else { return }
        let key = sample.key
        let price = try Ledger.namedPrices(in: database, at: instant)
            .namedPrice(of: key.model, mode: key.mode, at: instant)
        guard let price, price.when.isEmpty, price.unit == key.unit,
            ChargeStatistics.isImplausible(sample.perUnit, for: price.unitPrice),
            try isNews("implausible \(price.unitPrice) \(price.variant) \(key.model)")
        else { return }
        let mode = price.mode.map { " in \($0.rawValue)" } ?? ""
        let length = sample.seconds.map { " for \($0) s" } ?? ""
        try raise(
            AlertDraft(
                .mismatch, .warning,
                "submission \(after.id) was charged \(sample.charged.display)\(length), more than"
                    + " \(ChargeStatistics.mostRaised) times the price of \(key.model)\(mode),"
                    + " \(price.unitPrice.display) per \(price.unit.rawValue); such charges raise no"
                    + " reservation: check the length of its reference, and the price",
                submissionID: after.id))
    }
}
