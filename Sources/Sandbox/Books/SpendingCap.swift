import Accounting

/// The provider's own cap over what a key may spend: `limit` of `GET /v1/key`.
package struct SpendingCap: Hashable, Sendable {
    package var nanos: Int64
    package var retention: Retention

    /// When it begins anew, at midnight UTC.
    package enum Retention: String, CaseIterable, Sendable {
        case noReset = "no_reset"
        case day, week, month
    }

    package init(nanos: Int64, retention: Retention = .noReset) {
        self.nanos = nanos
        self.retention = retention
    }

    /// The start of the period that an instant lies in; a week begins on Monday.
    func start(at now: Instant) -> Instant {
        let day = Day(of: now)
        return switch retention {
        case .noReset: .distantPast
        case .day: day.midnight
        case .week: day.startOfWeek.midnight
        case .month: day.startOfMonth.midnight
        }
    }
}

extension Day {
    /// Midnight UTC, at its start.
    var midnight: Instant { Instant(seconds: Int64(ordinal) * 86_400) }

    init(of instant: Instant) {
        let seconds = instant.seconds
        self.init(ordinal: Int((seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400))
    }
}
