package import Accounting

/// Charges as a file of the FinOps Open Cost and Usage Specification: CSV, one row for each charge.
///
/// What failed has a row with a cost of zero. What has not ended, or whose cost is not known, has none:
/// its cost is not zero, and what is reserved for it is no cost. A correction has a row of its own.
package struct FocusCSV: BillingFormatter {
    private let columns: [FocusColumn]
    private let scope: BillingScope
    private var csv = CSVBytes()
    private var periods: FocusPeriods
    private var subjects: [FocusSubject.Key: FocusSubject] = [:]
    /// How many of those are kept: a file of a model each has no end.
    private static let mostSubjects = 1024

    package init(_ version: FocusVersion, of scope: BillingScope) {
        columns = version.columns
        self.scope = scope
        periods = FocusPeriods(of: Day(ordinal: 0), in: scope.calendar)
        for column in columns { csv.add(column.rawValue) }
        csv.endLine()
    }

    package var isFull: Bool { csv.bytes.count >= 65_536 }

    package mutating func take() -> String { csv.take() }

    package mutating func add(_ submission: BilledSubmission) {
        guard let first = submission.firstCharge else { return }
        let texts = texts(of: submission.subject)
        add(
            FocusRow(
                submission: submission, texts, amount: first, correction: nil,
                pricing: FocusPricing(first.usd, of: submission)))
        for correction in submission.corrections {
            add(
                FocusRow(
                    submission: submission, texts, amount: correction.amount,
                    correction: correction,
                    pricing: nil))
        }
    }

    private mutating func texts(of subject: Subject) -> FocusSubject {
        let key = FocusSubject.Key(subject)
        if let known = subjects[key] { return known }
        if subjects.count >= FocusCSV.mostSubjects { subjects.removeAll(keepingCapacity: true) }
        let texts = FocusSubject(key)
        subjects[key] = texts
        return texts
    }

    /// A correction of what was billed before: it counts in the month of the statement. An edit of the filing
    /// has two, one for each filing, where anything was charged.
    package mutating func add(_ change: LateChange, in month: Month) {
        let periods = FocusPeriods(of: change.submission.day, billedIn: month, in: scope.calendar)
        for part in change.parts where part.amount.billed != .zero {
            add(
                FocusRow(
                    submission: part.submission, texts(of: part.submission.subject),
                    amount: part.amount.billed, correction: change.correction,
                    refiling: change.refiling, pricing: nil),
                periods)
        }
    }

    private mutating func add(_ row: FocusRow) {
        let day = row.submission.billingDay(of: row.correction)
        if periods.day != day { periods = FocusPeriods(of: day, in: scope.calendar) }
        add(row, periods)
    }

    private mutating func add(_ row: FocusRow, _ periods: FocusPeriods) {
        for column in columns { row.add(column, to: &csv, periods, ledgerID: scope.ledgerID) }
        csv.endLine()
    }
}
