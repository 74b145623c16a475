import Accounting
import LedgerStore

/// What is charged and reserved under each filing: a project and labels together.
struct FilingSums: Hashable, Sendable {
    private var sums: [Filing: LateChange.Amount] = [:]

    mutating func add(_ amount: LateChange.Amount, under filing: Filing) {
        let sum = sums[filing, default: .zero] + amount
        sums[filing] = sum == .zero ? nil : sum
    }

    mutating func add(_ submission: BilledSubmission) {
        add(
            LateChange.Amount(
                usd: submission.charge?.usd ?? .zero, credits: submission.charge?.credits ?? 0,
                reserved: submission.openReservation ?? .zero), under: submission.filing)
    }

    mutating func add(_ change: LateChange) {
        for part in change.parts { add(part.amount, under: part.submission.filing) }
    }

    /// The charges of the month and the adjustments.
    mutating func add(_ statement: StatementReading) throws {
        try statement.forEachCharge { add($0) }
        statement.adjustments.forEach { add($0) }
    }

    mutating func add(_ other: FilingSums) {
        for (filing, amount) in other.sums { add(amount, under: filing) }
    }
}
