import Accounting
import LedgerStore
import Synchronization

extension CommandContext {
    /// Warns of a clock that is behind the newest entry of a ledger: what is shown as of now may be of a
    /// period that is over or not there yet.
    func warnOfClock(_ ledger: Ledger) throws {
        let time = RecordingTime(now: now, newest: try ledger.newestEntry())
        if let warning = time.warning(in: ledger.calendar) { note("warning: \(warning)") }
    }
}

/// Whether the provider's clock contradicts ours, by what a command has heard of it so far.
final class ProviderDate: Sendable {
    private let isContrary = Mutex(false)

    var contradictsOurs: Bool { isContrary.withLock { $0 } }

    func contradicts() { isContrary.withLock { $0 = true } }
}

extension RecordingTime {
    /// A warning about a clock that is behind; nil about any other.
    func warning(in calendar: LedgerCalendar) -> String? {
        entryAhead(in: calendar).map { entryAhead in
            "\(entryAhead); set the clock"
                + " (timedatectl set-ntp true); if it is right, and another one was ahead, nothing can"
                + " be submitted before that time"
        }
    }
}
