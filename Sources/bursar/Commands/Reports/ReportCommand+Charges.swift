import Accounting
import ArgumentParser
import LedgerStore
import Reporting

/// The formats that have every charge by itself.
extension ReportCommand {
    /// What makes sums of charges has no place in a list of them.
    func requireNoSums(_ format: ReportFormat) throws {
        let stated = [
            ("--by", by != nil), ("--compare", compare), ("--top", top != nil),
            ("--order", order != nil), ("--details", details),
        ].first { $0.1 }
        guard let stated else { return }
        throw ValidationError(
            "\(stated.0) is of sums, and --format \(format.rawValue) has every charge by itself;"
                + " leave \(stated.0) out, or choose text, json, jsonl, csv, markdown"
                + " or html")
    }

    func writeCharges(
        as format: ReportFormat, of ledger: Ledger, matching filter: SubmissionFilter,
        _ span: SpendReport.Span, _ narrowed: SpendReport.Filters, in context: CommandContext
    ) async throws {
        let file = output == "-" ? nil : output
        let calendar = ledger.calendar
        let left = try await ledger.readBilling(matching: filter) { reading in
            var formatter = ReportCommand.formatter(
                format,
                BillingScope(
                    span: span, filters: narrowed, calendar: calendar,
                    ledgerID: reading.ledgerID, ledgerHead: reading.head))
            var left = WithoutCharge()
            func write(_ sink: (String) throws -> Void) throws {
                try reading.forEach { submission in
                    formatter.add(submission)
                    left.note(submission)
                    if formatter.isFull { try sink(formatter.take()) }
                }
                try sink(formatter.take())
            }
            if let file {
                try OutputFile.write(to: file, write)
            } else {
                try write { try context.print($0) }
            }
            return left
        }
        if format != .hledger, let words = left.words { context.note(words) }
    }

    private static func formatter(_ format: ReportFormat, _ scope: BillingScope)
        -> any BillingFormatter
    {
        switch format {
        case .hledger: HledgerJournal(of: scope)
        case .focus14: FocusCSV(.v1_4, of: scope)
        default: FocusCSV(.v1_2, of: scope)
        }
    }
}

/// What holds money and has no charge, so that no row tells of it.
private struct WithoutCharge {
    private var count = 0
    private var reserved = USD.zero

    mutating func note(_ submission: BilledSubmission) {
        guard let held = submission.openReservation else { return }
        count += 1
        reserved = reserved.sum(with: held) ?? .largestSum
    }

    var words: String? {
        guard count > 0 else { return nil }
        let subject = count == 1 ? "1 submission has" : "\(count) submissions have"
        return "note: \(subject) no charge yet, and no row; \(reserved.display) is reserved"
    }
}
