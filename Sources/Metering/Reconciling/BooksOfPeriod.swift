package import Accounting
import LedgerStore
import Provider

/// How much of the provider's books was read so far.
package enum BookProgress: Hashable, Sendable {
    case log(rows: Int, backTo: Instant)
    case bill(lines: Int, backTo: Instant)
}

/// The provider's books of one period: both folded into one row per generation, and how far they were
/// read.
struct BooksOfPeriod: Sendable {
    let meter: Meter
    /// The rows, and the differences that were found.
    let index: BillIndex
    var statement: ReconciliationStatement
    /// Whether the bill was read to its end: what it does not show is then not there.
    private(set) var isBillComplete = false

    init(_ meter: Meter, from firstDay: Day, to lastDay: Day) throws {
        let calendar = meter.ledger.calendar
        self.meter = meter
        index = try BillIndex()
        statement = ReconciliationStatement(
            firstDay: firstDay, lastDay: lastDay, start: calendar.start(of: firstDay),
            end: calendar.start(of: lastDay.advanced(by: 1)), timeZone: calendar.identifier,
            asOf: meter.clock.now())
    }

    /// The rules of the comparison, by how far the bill was read.
    var reconciliation: Reconciliation {
        Reconciliation(billedUntil: isBillComplete ? statement.asOf : nil)
    }

    mutating func note(_ difference: Difference) throws {
        try index.note(difference)
        statement.differences += 1
    }
}

extension BooksOfPeriod {
    /// What asked for the last charges of a period was logged by so long after its end.
    private static let logTailSeconds = 2 * Reconciliation.landingSeconds
    /// A charge of the first day may have been asked for the day before, or be dated on it.
    private static let leadSeconds = 24 * 3600

    /// Folds both books of the period into the index, and sums up the lines that are of no generation.
    ///
    /// The bill is read to now: a charge may land late, and a refund months later. A sum without them
    /// would correct the ledger to a wrong amount.
    mutating func read(
        _ books: any ProviderBooks, _ progress: @Sendable (BookProgress) -> Void
    ) async throws {
        // The provider's clock may be ahead of ours.
        let until = statement.asOf.advanced(bySeconds: Meter.clockToleranceSeconds)
        let start = statement.start.advanced(
            bySeconds: -BooksOfPeriod.leadSeconds - Meter.clockToleranceSeconds)
        var reader = try meter.reader(of: books)
        var count = 0
        var oldest = until
        let logEnd = try await reader.logs(
            from: start,
            to: min(until, statement.end.advanced(bySeconds: BooksOfPeriod.logTailSeconds))
        ) { row in
            try index.add(row)
            count += 1
            oldest = min(oldest, row.created)
            if count % BookReader.pageLimit == 0 { progress(.log(rows: count, backTo: oldest)) }
        }
        statement.note(logEnd, "log", "\(count) rows", backTo: count > 0 ? oldest : nil)
        let billEnd = try await reader.bill(
            from: start, to: until,
            begin: {
                (count, oldest) = (0, until)
                try forgetBill()
            }
        ) { line in
            try take(line)
            count += 1
            oldest = min(oldest, line.createdAt)
            if count % BookReader.pageLimit == 0 { progress(.bill(lines: count, backTo: oldest)) }
        }
        statement.note(billEnd, "bill", "\(count) lines", backTo: count > 0 ? oldest : nil)
        isBillComplete = billEnd == .complete
        // Only where nothing but single rows is missing are the sums of the others right: a bill that
        // repeats itself or moves has counted some of them twice.
        if case .incomplete(let fault) = billEnd, fault.kind != .unreadableRows {
            statement.isBillUsable = false
            try forgetBill()
        }
    }

    private mutating func take(_ line: BillLine) throws {
        let isInside = statement.start <= line.createdAt && line.createdAt < statement.end
        switch (line.kind, line.direction) {
        case (.payment, .topUp), (.bonus, .topUp), (.initial, .topUp):
            if isInside { statement.toppedUp.accrue(line.amount) }
        case (.creditsExpired, .charge):
            if isInside { statement.expired.accrue(line.amount) }
        default:
            if line.referenceID != nil { return try index.add(line) }
            guard isInside else { return }
            guard line.kind == .modelUsage, line.direction == .charge else {
                let isCharge = line.direction == .charge
                return statement.unassigned.accrue(isCharge ? line.amount : -line.amount)
            }
            let difference = reconciliation.nameless(
                line, day: meter.ledger.calendar.day(of: line.createdAt))
            try note(difference)
            statement.count(of: difference.model, on: difference.day) {
                $0.add(billed: line.amount, isGoverned: false)
            }
        }
    }

    private mutating func forgetBill() throws {
        statement.forgetBill()
        try index.forgetBill()
    }
}

extension ReconciliationStatement {
    /// How a book ended, if not as it should: why, and how far it was read.
    fileprivate mutating func note(
        _ end: BookEnd, _ book: String, _ amount: String, backTo oldest: Instant?
    ) {
        guard case .incomplete(let fault) = end else { return }
        isFailureLasting =
            fault.kind == .unreadableRows && (isComplete || isFailureLasting)
        isComplete = false
        failureAdvice = failureAdvice ?? fault.advice
        // The clock concerns both books: it is said once.
        if fault.kind == .clock { return failure = failure ?? fault.message }
        let reason = fault.message.hasSuffix(".") ? String(fault.message.dropLast()) : fault.message
        let extent = oldest.map { "\(amount), back to \($0)" } ?? "nothing"
        let words = "the provider's \(book) was not read to its end: \(reason) (read: \(extent))"
        failure = failure.map { "\($0); \(words)" } ?? words
    }

    /// Drops all sums of the bill, which may have counted lines twice or not at all.
    fileprivate mutating func forgetBill() {
        totals = ReconciliationTotals()
        (byModel, byDay) = ([:], [:])
        (expired, toppedUp, unassigned, differences) = (.zero, .zero, .zero, 0)
    }
}
