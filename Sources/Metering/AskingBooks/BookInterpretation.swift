import Accounting

/// What the books mean for a submission that polls have not ended, or not priced. Pure functions.
enum BookInterpretation {
    /// What the bill of its generation means: the end of what is open, the price of what has none or one
    /// that only stands in, and the charge of a failure that named none. Nil where the bill says
    /// nothing of it yet.
    ///
    /// - Parameter row: what the log says of it, if it was read.
    static func event(
        for submission: Submission, billed sum: BillSum, logged row: LogRow?
    ) -> SubmissionEvent? {
        guard let charge = sum.charge else { return nil }
        switch submission.state {
        case .accepted:
            return .settled(
                charge, videoURL: submission.videoURL,
                fault: row?.status == .failed ? .listedAsFailed : nil)
        case .unpriced:
            return .settled(charge, videoURL: submission.videoURL, fault: submission.fault)
        case .settled where submission.charge?.isProvisional == true:
            return .adjusted(charge, reason: "the provider's bill")
        case .voided where submission.charge == nil && charge.usd > .zero:
            return .adjusted(charge, reason: "the provider's bill charges it all the same")
        case .refused, .reserved, .dispatched, .unknown, .settled, .voided: return nil
        }
    }

    /// What the log has not shown after this long is not looked up in it any more.
    private static let longestAgeSeconds: Int64 = 7 * 86_400

    /// Whether the log may have what the bill lacks of a submission.
    static func isForLog(_ submission: Submission, at now: Instant) -> Bool {
        switch submission.state {
        case .accepted: submission.isOverdue(at: now)
        case .unpriced: submission.isLongUnpriced(at: now)
        case .settled:
            submission.charge?.isProvisional == true && submission.charge?.source == .estimate
                && now.seconds(since: submission.finishedAt ?? submission.reservedAt)
                    <= longestAgeSeconds
        case .refused, .reserved, .dispatched, .unknown, .voided: false
        }
    }

    /// What the log's row of its generation means, where the bill has nothing of it: a cost stands in
    /// until the bill has one, and a failure at no cost is the end of what is open.
    ///
    /// A success at no cost may be one that still runs, and says nothing.
    static func event(for submission: Submission, logged row: LogRow, at now: Instant)
        -> SubmissionEvent?
    {
        guard isForLog(submission, at: now) else { return nil }
        let charge = row.cost.flatMap(standIn)
        let fault = row.status == .failed ? Fault.listedAsFailed : nil
        switch (submission.state, row.status) {
        case (.accepted, .failed) where row.cost != nil && charge == nil:
            return .voided(.listedAsFailed)
        case (.accepted, .failed), (.accepted, .succeeded):
            return charge.map { .settled($0, videoURL: submission.videoURL, fault: fault) }
        case (.accepted, .other): return nil
        case (.unpriced, _):
            return charge.map {
                .settled($0, videoURL: submission.videoURL, fault: submission.fault)
            }
        case (.settled, _): return charge.map { .adjusted($0, reason: "the provider's log") }
        case (_, _): return nil
        }
    }

    private static func standIn(_ cost: Charge) -> Charge? {
        guard cost.usd > .zero else { return nil }
        return Charge(
            usd: cost.usd, credits: cost.credits, source: .logs, isProvisional: true,
            remark: cost.remark)
    }
}
