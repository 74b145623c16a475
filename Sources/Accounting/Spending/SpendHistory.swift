/// What was charged on each day, as far back as a forecast looks.
///
/// It is made of the rows of the daily rollup, over all that a budget or a report counts. A charge
/// belongs to the day that its submission was reserved on; what is still open is not in it.
package struct SpendHistory: Hashable, Sendable {
    /// The first day that anything was submitted; nil when nothing ever was.
    package let firstDay: Day?
    private let charges: [Day: USD]

    /// How many days a forecast looks back: eight weeks, so that a change of habits is noticed.
    package static let daysLookedBack = 56

    /// - Parameters:
    ///   - charges: what was charged on each day that anything was.
    ///   - firstDay: the first day that anything was submitted, which may be earlier than the charges
    ///     reach. An account that was idle is not a new one.
    package init(charges: [Day: USD], since firstDay: Day?) {
        self.firstDay = firstDay
        // Days stay within what could be true, so that nothing made of them leaves its range.
        self.charges = charges.mapValues { min(max($0, .zero), .largestReadable) }
    }

    /// What was charged on a day, from nothing to ``USD/largestReadable``.
    package subscript(day: Day) -> USD { charges[day, default: .zero] }

    /// The days to forecast from: those that are over, the latest at the end.
    func completeDays(before today: Day) -> Range<Int> {
        let end = today.ordinal
        guard let firstDay, firstDay < today else { return end..<end }
        return max(firstDay.ordinal, end - SpendHistory.daysLookedBack)..<end
    }
}
