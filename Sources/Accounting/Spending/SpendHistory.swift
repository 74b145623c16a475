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

    /// - Parameter firstDay: the first day that anything was submitted, where that is known to be
    ///   earlier than the rows reach. An account that was idle is not a new one.
    package init(_ rows: some Sequence<SpendRow>, since firstDay: Day? = nil) {
        var sums: [Day: Int128] = [:]
        var earliest = firstDay
        for row in rows where row.spend.submissions > 0 || row.spend.usd != .zero {
            sums[row.key.day, default: 0] += Int128(row.spend.usd.nanos)
            earliest = min(earliest ?? row.key.day, row.key.day)
        }
        self.init(sums: sums, since: earliest)
    }

    /// What was charged on each day that anything was, as it was added up elsewhere.
    package init(charges: [Day: USD], since firstDay: Day?) {
        self.init(sums: charges.mapValues { Int128($0.nanos) }, since: firstDay)
    }

    private init(sums: [Day: Int128], since firstDay: Day?) {
        self.firstDay = firstDay
        // Days stay within what could be true, so that nothing made of them leaves its range.
        let largest = Int128(USD.largestReadable.nanos)
        charges = sums.mapValues { USD(nanos: Int64(min(max($0, 0), largest))) }
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
