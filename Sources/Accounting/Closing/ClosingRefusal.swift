/// Why a month is not closed. Of several reasons the first of these is given.
package enum ClosingRefusal: Error, Hashable, Sendable {
    /// Its statement stands, and no other takes its place.
    case alreadyClosed(ClosedMonth)
    /// It ends at this instant, and submissions may still come.
    case notOver(endsAt: Instant)
    /// Nothing was submitted up to its end; the first submission is of another month, if any. A month that
    /// was closed by mistake could not be opened again.
    case nothingSubmitted(firstMonth: Month?)
    /// The cost of these is not final, and that was not accepted.
    case unsettled(Unsettled)

    /// What the decision rests on.
    package struct Facts: Sendable {
        package let now: Instant
        /// The first instant that is no longer part of the month.
        package let endsAt: Instant
        package let closed: ClosedMonth?
        /// The month of the first submission; nil where there is none.
        package let firstMonth: Month?
        package let unsettled: Unsettled

        package init(
            now: Instant, endsAt: Instant, closed: ClosedMonth?, firstMonth: Month?,
            unsettled: Unsettled
        ) {
            self.now = now
            self.endsAt = endsAt
            self.closed = closed
            self.firstMonth = firstMonth
            self.unsettled = unsettled
        }
    }

    /// Nil where the month may be closed.
    ///
    /// - Parameter anyway: with what is not settled.
    package init?(closing month: Month, _ facts: Facts, anyway: Bool) {
        if let closed = facts.closed {
            self = .alreadyClosed(closed)
        } else if facts.now < facts.endsAt {
            self = .notOver(endsAt: facts.endsAt)
        } else if facts.firstMonth.map({ month < $0 }) ?? true {
            self = .nothingSubmitted(firstMonth: facts.firstMonth)
        } else if facts.unsettled != .nothing, !anyway {
            self = .unsettled(facts.unsettled)
        } else {
            return nil
        }
    }
}
