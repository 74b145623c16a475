/// What came of holding the ledger against the provider's books, without the differences themselves:
/// there may be a hundred thousand.
package struct ReconciliationStatement: Sendable {
    /// So many submissions, and what they come to.
    package struct Tally: Hashable, Sendable {
        package var count = 0
        package var usd = USD.zero

        package init() {}

        package mutating func add(_ amount: USD) {
            count += 1
            usd.accrue(amount)
        }
    }

    package let firstDay: Day
    /// Inclusive.
    package let lastDay: Day
    package let start: Instant
    /// The first instant that is no longer part of it.
    package let end: Instant
    package let timeZone: String
    package let asOf: Instant

    /// Whether both books were read to their end.
    package var isComplete = true
    /// Whether what the bill has is known, though perhaps not all of it. Otherwise nothing was compared.
    package var isBillUsable = true
    /// Why a book was not read to its end, and how far it was.
    package var failure: String?
    /// Whether it will be the same the next time: rows that cannot be read, in a book that answers.
    package var isFailureLasting = false
    /// What can be done about the first failure that anything can be done about.
    package var failureAdvice: Advice?
    package var totals = ReconciliationTotals()
    package var byModel: [Name: ReconciliationTotals] = [:]
    package var byDay: [Day: ReconciliationTotals] = [:]
    /// Credits that expired, money that came in, and what the bill has without a generation, charges
    /// less what was given back. They are in no sum of charges.
    package var expired = USD.zero
    package var toppedUp = USD.zero
    package var unassigned = USD.zero
    /// How many submissions have the charge that the bill has.
    package var matched = 0
    /// Charged in the ledger, and not on the bill yet.
    package var pending = Tally()
    /// Charged in the ledger, without a generation to be found on the bill.
    package var unidentified = Tally()
    /// Open for over a day, and not on the bill: what they hold, and the first of them.
    package var overdue = Tally()
    package var firstOverdue: SubmissionID?
    /// On the bill since this period began, of submissions of other days, and not what the ledger has for them.
    package var elsewhere = Tally()
    /// The earliest day of those.
    package var elsewhereSince: Day?
    /// All that were found, and those of them that were put right.
    package var differences = 0
    package var applied = 0

    package init(
        firstDay: Day, lastDay: Day, start: Instant, end: Instant, timeZone: String, asOf: Instant
    ) {
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.start = start
        self.end = end
        self.timeZone = timeZone
        self.asOf = asOf
    }

    /// Differences that are still there.
    package var left: Int { differences - applied }

    /// What can be done about books that were not read to their end.
    package var advice: Advice {
        failureAdvice ?? (isFailureLasting ? .awaitCorrectedRow : .tryLater)
    }

    /// What an alert says of differences that are left.
    package func alertMessage(ofNew count: Int) -> String {
        "the provider's bill and the ledger do not agree: \(count) new"
            + " \(count == 1 ? "difference" : "differences"), \(left) in all from \(firstDay) to"
            + " \(lastDay)"
    }

    package func contains(_ day: Day) -> Bool { firstDay <= day && day <= lastDay }

    /// Adds to the totals, and to those of a model and of a day.
    package mutating func count(
        of model: Name, on day: Day, _ add: (inout ReconciliationTotals) -> Void
    ) {
        add(&totals)
        add(&byModel[model, default: ReconciliationTotals()])
        add(&byDay[day, default: ReconciliationTotals()])
    }

    /// What the ledger has submissions for of the bill of each day whose charges have landed.
    ///
    /// - Parameter ends: the first instant that is no longer of a day.
    package func capturedDays(ends: (Day) -> Instant) -> [CapturedDay] {
        byDay.keys.sorted().compactMap { day in
            guard let totals = byDay[day], totals.billed > .zero, contains(day),
                asOf.seconds(since: ends(day)) >= Reconciliation.landingSeconds
            else { return nil }
            return CapturedDay(
                day: day, billed: totals.billed, captured: totals.governed, readAt: asOf)
        }
    }
}
