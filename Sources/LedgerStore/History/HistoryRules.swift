import Accounting
import GRDB

/// Whether a ledger can take in a record of history, and whether it has it already.
struct HistoryRules {
    let calendar: LedgerCalendar
    /// Now: a record may be dated ahead of it by a day.
    let instant: Instant

    /// Whether the record is there already, and says the same.
    ///
    /// - Throws: ``LedgerError`` of kind `conflict` when it says another thing.
    func isThere(_ record: HistoryRecord, in submissions: Submissions) throws -> Bool {
        guard let existing = try existing(record, submissions) else { return false }
        guard !record.agrees(with: existing) else { return true }
        let known = HistoryRecord(existing)
        throw HistoryRules.conflict(
            of: record, with: (known.state, known.usd),
            named: record.givenName ?? "submission \(existing.id)")
    }

    /// The submission that a record stands for, by any of its names.
    private func existing(_ record: HistoryRecord, _ submissions: Submissions) throws
        -> Submission?
    {
        let found = [
            try record.id.flatMap { try submissions.fetch($0) },
            try record.generationID.flatMap { try submissions.fetch(generationID: $0) },
            try record.sourceID.flatMap { try submissions.fetch(sourceID: $0) },
        ].compactMap(\.self)
        guard let first = found.first else { return nil }
        if let other = found.first(where: { $0.id != first.id }) {
            throw LedgerError(
                .conflict,
                "the record has the names of two submissions, \(first.id) and \(other.id); nothing was"
                    + " imported")
        }
        return first
    }

    static func conflict(
        of record: HistoryRecord, with known: (state: SubmissionState, usd: USD),
        named name: String
    ) -> LedgerError {
        LedgerError(
            .conflict,
            "\(name) is already there as \(known.state.rawValue) with \(known.usd.display), and"
                + " this record says \(record.state.rawValue) with \(record.usd.display);"
                + " nothing was imported")
    }

    /// What would be written and could not be read back, or summed up, is refused before.
    func requireReadable(_ record: HistoryRecord) throws {
        func refuse(_ words: String) -> LedgerError {
            LedgerError(.invalid, "\(words); nothing was imported")
        }
        guard (1...9999).contains(calendar.day(of: record.reservedAt).year) else {
            throw refuse(
                "a submission of \(record.reservedAt) has no day in \(calendar.identifier) that can"
                    + " be written with four digits of the year")
        }
        guard
            record.reservedAt <= instant.advanced(bySeconds: HistoryRecord.longestAheadSeconds)
        else {
            throw refuse(
                "reserved_at is \(record.reservedAt), more than a day after \(instant), which it is now"
                    + " by this machine's clock; correct the one that is wrong")
        }
        if let (key, flaw) = record.flaw { throw refuse("\(key) \(flaw.words)") }
        guard !record.subject.model.isEmpty, record.subject.project != "",
            record.subject.key != "", record.generationID != "", record.sourceID != ""
        else {
            throw refuse(
                "a model, a project, a key or an id is empty; leave it out instead")
        }
    }
}

extension HistoryRecord {
    /// What others call it, for a message; nil where it has no name but an id of a ledger.
    fileprivate var givenName: String? {
        generationID.map { "generation \($0)" } ?? sourceID.map { "source \($0)" }
    }
}
