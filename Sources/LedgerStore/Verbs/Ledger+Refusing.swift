import Accounting

extension Ledger {
    /// Records a refusal, and raises an alert about it the first time.
    func refuse(_ proposal: Proposal, _ refusal: Refusal, _ posting: Posting) throws
        -> ReservationOutcome
    {
        let submission = try required(posting.post(.proposed(proposal, .refused(refusal))))
        // A loop that is refused again and again is one alert. Other refusals raise none.
        if let obstacle = refusal.obstacles.first, try posting.isNews(obstacle.name(refusal.reason))
        {
            try posting.raise(
                AlertDraft(
                    .refused, .warning,
                    "\(proposal.phrase) was refused: \(refusal.message)", budget: obstacle.budget,
                    submissionID: proposal.id))
        }
        return .refused(submission, alerts: [])
    }
}

extension Refusal.Obstacle {
    /// What one alert is about: a budget that refuses for one reason, in one period, at one limit.
    fileprivate func name(_ reason: Refusal.Reason) -> String {
        let end = resetsAt.map { "\($0.microseconds)" } ?? "-"
        return "refused \(reason.rawValue) \(end) \(limit) \(overrides) \(budget)"
    }
}
