import Accounting
import Reporting

extension ClosingRefusal {
    /// Why not, and what to do.
    func sentence(about month: Month, _ calendar: LedgerCalendar) -> String {
        switch self {
        case .alreadyClosed:
            return "\(month) was closed by another process; run the same command again to find its"
                + " statement, or to write it"
        case .notOver(let end):
            return "\(month) is not over: it ends \(calendar.local(end).minutes)"
                + " (\(calendar.identifier)); close it then"
        case .nothingSubmitted(let first?):
            return "nothing was submitted up to the end of \(month): the first submission is of"
                + " \(first); a month cannot be opened again, so this one is not closed"
        case .nothingSubmitted(nil):
            return "nothing was submitted yet, so there is no month to close"
        case .unsettled(let unsettled):
            return
                "the cost of \(month) is not final: \(unsettled.words); run bursar sync, or close it"
                + " with --anyway: what comes later is an adjustment of the next statement"
        }
    }
}

extension Unsettled {
    /// `1 open ($1.30 reserved), 2 unpriced ($7.644 reserved)`.
    var words: String {
        parts.map { name, part in
            "\(part.count) \(name) (\(part.usd.display)"
                + " \(name == "provisional" ? "posted" : "reserved"))"
        }.joined(separator: ", ")
    }
}
