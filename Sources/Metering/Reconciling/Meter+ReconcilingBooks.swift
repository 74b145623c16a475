package import Accounting
import LedgerStore
import Provider

/// How much of the provider's books was read so far.
package enum BookProgress: Hashable, Sendable {
    case log(rows: Int, backTo: Instant)
    case bill(lines: Int, backTo: Instant)

    package var count: Int {
        switch self {
        case .log(let count, _), .bill(let count, _): count
        }
    }
}

/// How the reading of both books of a period ended.
struct BookReading {
    let billEnd: BookEnd
    /// Up to when they were read, and no later than now.
    let until: Instant

    var isBillComplete: Bool { billEnd == .complete }
    /// Up to when what the bill does not show is not there; nil when that does not follow.
    var billedUntil: Instant? { isBillComplete ? until : nil }
}

extension Meter {
    /// What asked for the last charges of a period was logged by so long after its end.
    private static let logTailSeconds = 2 * Reconciliation.landingSeconds
    /// A charge of the first day may have been asked for the day before, or be dated on it.
    private static let leadSeconds = 24 * 3600

    /// Folds both books of a period into the scratch, and sums up the lines that are of no generation.
    ///
    /// The bill is read to now: a charge may land late, and a refund months later. A sum without them
    /// would be no truth to correct the ledger by.
    func readBooks(
        into scratch: BillIndex, _ statement: inout ReconciliationStatement,
        _ books: any ProviderBooks, _ progress: @Sendable (BookProgress) -> Void
    ) async throws -> BookReading {
        // The provider's clock may be ahead of ours.
        let until = statement.asOf.advanced(bySeconds: Meter.clockToleranceSeconds)
        var reader = try reader(of: books)
        var count = 0
        var oldest = until
        let start = statement.start.advanced(
            bySeconds: -Meter.leadSeconds - Meter.clockToleranceSeconds)
        let logEnd = try await reader.logs(
            from: start,
            to: min(until, statement.end.advanced(bySeconds: Meter.logTailSeconds))
        ) { row in
            try scratch.add(row)
            count += 1
            oldest = min(oldest, row.created)
            if count % BookReader.pageLimit == 0 { progress(.log(rows: count, backTo: oldest)) }
        }
        statement.note(logEnd, "log", "\(count) rows", backTo: count > 0 ? oldest : nil)
        let billEnd = try await reader.bill(
            from: start, to: until,
            begin: {
                (count, oldest) = (0, until)
                statement.forgetBill()
                try scratch.forgetBill()
            }
        ) { line in
            try take(line, scratch, &statement)
            count += 1
            oldest = min(oldest, line.createdAt)
            if count % BookReader.pageLimit == 0 { progress(.bill(lines: count, backTo: oldest)) }
        }
        statement.note(billEnd, "bill", "\(count) lines", backTo: count > 0 ? oldest : nil)
        // Only where nothing but single rows is missing are the sums of the others right: a bill that
        // repeats itself or moves has counted some of them twice.
        if case .incomplete(let fault) = billEnd, fault.name != Fault.unreadableRows {
            statement.isBillUsable = false
        }
        return BookReading(billEnd: billEnd, until: statement.asOf)
    }

    private func take(
        _ line: BillLine, _ scratch: BillIndex, _ statement: inout ReconciliationStatement
    ) throws {
        let isInside = statement.start <= line.createdAt && line.createdAt < statement.end
        switch (line.kind, line.direction) {
        case (.payment, .topUp), (.bonus, .topUp), (.initial, .topUp):
            if isInside { statement.toppedUp.accrue(line.amount) }
        case (.creditsExpired, .charge):
            if isInside { statement.expired.accrue(line.amount) }
        default:
            if line.referenceID != nil { return try scratch.add(line) }
            guard isInside else { return }
            guard line.kind == .modelUsage, line.direction == .charge else {
                let isCharge = line.direction == .charge
                return statement.unassigned.accrue(isCharge ? line.amount : -line.amount)
            }
            let difference = Reconciliation(billedUntil: nil)
                .nameless(line, day: ledger.calendar.day(of: line.createdAt))
            try scratch.note(difference)
            statement.differences += 1
            statement.count(of: difference.model) {
                $0.add(billed: line.amount, isGoverned: false)
            }
        }
    }
}

extension ReconciliationStatement {
    fileprivate mutating func note(
        _ end: BookEnd, _ book: String, _ amount: String, backTo oldest: Instant?
    ) {
        guard case .incomplete(let fault) = end else { return }
        isFailureLasting =
            fault.name == Fault.unreadableRows && (isComplete || isFailureLasting)
        isComplete = false
        // It is one thing, and no trouble of either book.
        if fault.name == Fault.clock { return failure = failure ?? fault.message }
        let reason = fault.message.hasSuffix(".") ? String(fault.message.dropLast()) : fault.message
        let extent = oldest.map { "\(amount), back to \($0)" } ?? "nothing"
        let words = "the provider's \(book) was not read to its end: \(reason) (read: \(extent))"
        failure = failure.map { "\($0); \(words)" } ?? words
    }
}

extension USD {
    /// Adds an amount that somebody else wrote; sums that could not be true stop growing.
    fileprivate mutating func accrue(_ amount: USD) {
        let most = USD.largestReadable
        self = min(max(self + amount, -most), most)
    }
}
