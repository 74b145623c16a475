package import Accounting
import GRDB

/// How many records an import took in, and how many were there before.
package struct ImportCount: Hashable, Sendable {
    package var imported = 0
    package var skipped = 0
}

extension Ledger {
    /// Takes in history from elsewhere: all of it in one transaction, or none.
    ///
    /// A record that is already there and says the same is skipped. Records are pulled one at a time,
    /// so that a million of them need no more memory than a thousand.
    ///
    /// - Parameter next: the next record, or nil at the end. What it throws ends the import.
    /// - Throws: ``LedgerError`` of kind `conflict` when a record contradicts the ledger.
    package func importHistory(at instant: Instant, next: () throws -> HistoryRecord?) throws
        -> ImportCount
    {
        try post(at: instant) { posting in
            var count = ImportCount()
            while let record = try next() {
                if let existing = try existing(record, posting.submissions) {
                    try requireAgreement(of: record, with: existing)
                    count.skipped += 1
                } else {
                    try requireReadable(record)
                    let id = record.id ?? makeID(record.reservedAt)
                    try posting.post(.imported(record, id))
                    count.imported += 1
                }
            }
            return count
        }
    }

    private func existing(_ record: HistoryRecord, _ submissions: Submissions) throws
        -> Submission?
    {
        if let id = record.id, let found = try submissions.fetch(id) { return found }
        return try record.generationID.flatMap { try submissions.fetch(generationID: $0) }
    }

    /// What would be written and could not be read back, or summed up, is refused before.
    private func requireReadable(_ record: HistoryRecord) throws {
        guard Day(calendar.day(of: record.reservedAt).description) != nil else {
            throw LedgerError(
                .invalid,
                "a submission of \(record.reservedAt) has no day in \(calendar.identifier) that can"
                    + " be written with four digits of the year; nothing was imported")
        }
        guard !record.subject.model.isEmpty, record.subject.project != "",
            record.subject.key != "", record.generationID != ""
        else {
            throw LedgerError(
                .invalid,
                "a model, a project, a key or a generation id is empty; leave it out instead;"
                    + " nothing was imported")
        }
    }

    private func requireAgreement(of record: HistoryRecord, with existing: Submission) throws {
        guard !record.agrees(with: existing) else { return }
        let name = record.generationID.map { "generation \($0)" } ?? "submission \(existing.id)"
        let known = HistoryRecord(existing)
        throw LedgerError(
            .conflict,
            "\(name) is already there as \(known.state.rawValue) with \(known.usd.display), and"
                + " this record says \(record.state.rawValue) with \(record.usd.display);"
                + " nothing was imported")
    }
}
