import Accounting

/// When a charge of one day counts, as FOCUS writes it: the day, and the month that is billed.
struct FocusPeriods {
    let day: Day
    let chargeStart: String
    let chargeEnd: String
    let billingStart: String
    let billingEnd: String

    /// - Parameters:
    ///   - month: the month that is billed, where it is not that of the day.
    ///   - calendar: of the ledger: its days and months are not those of UTC.
    init(of day: Day, billedIn month: Month? = nil, in calendar: LedgerCalendar) {
        func start(_ day: Day) -> String {
            // To the second, as the specification has it.
            calendar.start(of: day).description.prefix(19) + "Z"
        }
        self.day = day
        chargeStart = start(day)
        chargeEnd = start(day.advanced(by: 1))
        let month = month ?? Month(of: day)
        billingStart = start(month.first)
        billingEnd = start(month.next.first)
    }
}
