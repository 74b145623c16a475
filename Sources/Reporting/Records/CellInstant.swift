import Accounting

/// A time as tables write it, as RFC 3339.
enum CellInstant {
    /// What is taken, for messages.
    static let examples =
        "2026-11-21T09:30:00Z, 2026-11-21 09:30:00 (in the ledger's time zone) or 2026-11-21"

    /// Reads RFC 3339, `YYYY-MM-DD`, and `YYYY-MM-DD HH:MM` with or without seconds and their decimals;
    /// nil for anything else. A day is its first instant.
    ///
    /// - Parameter calendar: the zone of times that name none.
    static func text(_ cell: String, in calendar: LedgerCalendar) -> String? {
        if Instant(cell) != nil { return cell }
        if cell.utf8.count == 10 {
            return Day(cell).map { calendar.start(of: $0).description }
        }
        let time = cell.utf8.count == 16 ? cell + ":00" : cell
        guard let wall = Instant(time + "Z") else { return nil }
        let instant = calendar.instant(showing: wall)
        let fraction = time.dropFirst(19)
        return instant.description.prefix(19) + fraction + "Z"
    }
}
