/// What contradicts this machine's clock.
package enum ClockDoubt: Hashable, Sendable {
    /// So many seconds ahead of the provider's clock; behind it when negative.
    case provider(secondsAhead: Int64)
    /// An entry of the ledger is of a later time than the clock says.
    case ledger(EntryAhead)
}

/// What speaks for or against this machine's clock: the provider's, and the newest entry of the ledger.
///
/// While there is a doubt nothing is released, and nothing concluded from how old something is or from
/// what a book does not show. What the provider says of a generation is recorded all the same.
package struct ClockWitnesses: Hashable, Sendable {
    /// Clocks that differ by no more than this are taken to agree.
    package static let toleranceSeconds = 300

    private let entryAhead: EntryAhead?
    /// The widest of the differences that the provider's answers showed; nil while none said the time.
    package private(set) var secondsAhead: Int64?

    /// - Parameter entryAhead: nil where the ledger has none, or no ledger is there.
    package init(_ entryAhead: EntryAhead? = nil) { self.entryAhead = entryAhead }

    package mutating func take(_ reading: ClockReading) { take(secondsAhead: reading.secondsAhead) }

    /// Takes a difference that was read elsewhere; nil where none was.
    package mutating func take(secondsAhead ahead: Int64?) {
        guard let ahead, ahead.magnitude > secondsAhead?.magnitude ?? 0 || secondsAhead == nil
        else {
            return
        }
        secondsAhead = ahead
    }

    /// Nil where nothing speaks against the clock.
    ///
    /// The provider's clock counts for more: the newest entry may have been dated by a clock that was
    /// ahead.
    package var doubt: ClockDoubt? {
        if let secondsAhead {
            let isOff = secondsAhead.magnitude > UInt64(ClockWitnesses.toleranceSeconds)
            return isOff ? .provider(secondsAhead: secondsAhead) : nil
        }
        return entryAhead.map(ClockDoubt.ledger)
    }

    /// The date of what is recorded now, by a clock that says `now`.
    ///
    /// Where the provider's clock shows ours to be ahead it is the provider's time: an entry that is dated
    /// ahead keeps every submission back until that time. A clock that is behind dates entries itself: a
    /// later date would keep its own next submission back.
    package func recordingTime(at now: Instant) -> Instant {
        guard case .provider(let ahead)? = doubt, ahead > 0 else { return now }
        return now.advanced(bySeconds: Int(-ahead))
    }

    /// Whether the provider's clock says the same as ours.
    package var isConfirmed: Bool { secondsAhead != nil && doubt == nil }
}

extension ClockDoubt: CustomStringConvertible {
    package var description: String {
        switch self {
        case .provider(let ahead):
            "this machine's clock is \(ahead.magnitude) s \(ahead > 0 ? "ahead of" : "behind") the"
                + " provider's; set it right, and keep it so: timedatectl set-ntp true"
        case .ledger(let entryAhead):
            "\(entryAhead); set it right, and keep it so: timedatectl set-ntp true"
        }
    }
}
