package import Accounting

/// Which alerts a channel gets.
package struct ChannelFilter: Hashable, Sendable {
    /// Nil lets all through.
    package let events: Set<Alert.Event>?
    /// Nil lets all through, and only nil lets through what is about no budget.
    package let budgets: Set<Name>?
    package let leastSeverity: Alert.Severity
    /// Whether `resolved` is sent wherever the alert that it resolves was, so that receivers stop showing it.
    package let followsUp: Bool

    package init(
        events: Set<Alert.Event>? = nil, budgets: Set<Name>? = nil,
        leastSeverity: Alert.Severity = .info, followsUp: Bool = false
    ) {
        self.events = events
        self.budgets = budgets
        self.leastSeverity = leastSeverity
        self.followsUp = followsUp
    }

    /// A test is for every channel.
    package func admits(_ alert: Alert) -> Bool {
        if alert.event == .test { return true }
        if let budgets {
            guard let budget = alert.budget, budgets.contains(budget) else { return false }
        }
        if followsUp, alert.event == .resolved {
            let events = events ?? Set(Alert.Event.allCases)
            return !events.isDisjoint(with: IncidentKey.windowEvents)
        }
        return alert.severity >= leastSeverity && events?.contains(alert.event) ?? true
    }
}

extension ChannelFilter {
    /// Needs no secret: which channels an alert is for can be said where none of them is at hand.
    package init(_ settings: ChannelSettings) throws(AlertingError) {
        var events: Set<Alert.Event>?
        if let names = settings.events {
            guard !names.isEmpty else { throw settings.error(.emptyList, "events") }
            events = []
            for name in names {
                guard let event = Alert.Event(rawValue: name) else {
                    throw settings.error(.unknownEvent(name), "events")
                }
                events?.insert(event)
            }
        }
        if settings.budgets?.isEmpty == true { throw settings.error(.emptyList, "budgets") }
        var least = Alert.Severity.info
        if let name = settings.severity {
            guard let severity = Alert.Severity(rawValue: name) else {
                throw settings.error(.unknownSeverity(name), "severity")
            }
            least = severity
        }
        self.init(
            events: events, budgets: settings.budgets.map { Set($0.map { Name($0) }) },
            leastSeverity: least,
            followsUp: ChannelType(rawValue: settings.type)?.showsUntilResolved ?? false)
    }
}
