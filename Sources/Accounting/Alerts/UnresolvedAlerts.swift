/// The alerts about submissions that have no end, gathered from one submission at a time: there may be more
/// than there is memory for.
///
///     var alerts = UnresolvedAlerts(at: now)
///     for submission in open { alerts.take(submission) }
///     for alert in alerts.alerts { … }
package struct UnresolvedAlerts: Sendable {
    /// After this long without an outcome or a price an alert is raised.
    package static let unresolvedSeconds = 3600

    private let now: Instant
    private var unresolved = Tally()
    private var late = Tally()

    package init(at now: Instant) { self.now = now }

    /// - Parameter submission: of any state.
    package mutating func take(_ submission: Submission) {
        if isUnresolved(submission) { unresolved.add(submission, at: now) }
        if submission.isLate(at: now) { late.add(submission, at: now) }
    }

    /// At most two: several submissions are one alert, which counts all of them.
    package var alerts: [StandingAlert] {
        [unresolvedAlert, lateAlert].compactMap(\.self)
    }

    private func isUnresolved(_ submission: Submission) -> Bool {
        guard let since = submission.unresolvedSince else { return false }
        // The age of one that was dated by a clock that was ahead is not known.
        return now >= since.advanced(bySeconds: UnresolvedAlerts.unresolvedSeconds)
            || submission.isDatedAhead(of: now)
    }

    /// Submissions that have been without an outcome, or without a price, for over an hour.
    private var unresolvedAlert: StandingAlert? {
        guard let first = unresolved.first else { return nil }
        let what =
            unresolved.count == 1
            ? "submission \(first.id) is \(first.state.rawValue)"
            : "\(unresolved.count) submissions are unknown or unpriced"
        let time = unresolved.areAllAhead ? "and dated later than now" : "for over an hour"
        return unresolved.alert("\(what) \(time), with \(unresolved.held.display) still held")
    }

    /// Generations that the provider has had for hours, and that no poll has ended.
    private var lateAlert: StandingAlert? {
        guard let first = late.first else { return nil }
        let what =
            late.count == 1 ? "submission \(first.id) has" : "\(late.count) submissions have"
        return late.alert(
            "\(what) been running for over \(Submission.lateSeconds / 3600) hours, with"
                + " \(late.held.display) still held")
    }
}

/// What one alert says of several submissions.
private struct Tally: Sendable {
    private(set) var first: Submission?
    private(set) var areAllAhead = true
    private var names: [String] = []
    private var nanos = Int128(0)

    var count: Int { names.count }
    var held: USD { USD(nanos: Int64(clamping: nanos)) }

    mutating func add(_ submission: Submission, at now: Instant) {
        first = first ?? submission
        areAllAhead = areAllAhead && submission.isDatedAhead(of: now)
        names.append("unresolved \(submission.state.rawValue) \(submission.id)")
        nanos += Int128(submission.openReservation.nanos)
    }

    func alert(_ message: String) -> StandingAlert {
        StandingAlert(
            names: names,
            AlertDraft(
                .unresolved, .warning, message, submissionID: count == 1 ? first?.id : nil))
    }
}

extension Submission {
    /// Since when its outcome or its cost has not been known; nil for one that is in order.
    fileprivate var unresolvedSince: Instant? {
        switch state {
        case .unknown: dispatchedAt ?? reservedAt
        case .unpriced: finishedAt ?? reservedAt
        case .refused, .reserved, .dispatched, .accepted, .settled, .voided: nil
        }
    }
}
