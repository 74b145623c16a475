package import Accounting
import GRDB

/// How many records an import took in, and how many were there before.
package struct ImportCount: Hashable, Sendable {
    package var imported = 0
    package var skipped = 0
}

/// What an import comes to, record by record.
package struct ImportRehearsal: Hashable, Sendable {
    package internal(set) var count = ImportCount()
    /// Which records were there before, by their numbers from 0: runs, as most files have few.
    private var skipped: [Range<Int>] = []

    package func isSkipped(_ index: Int) -> Bool {
        var (low, high) = (0, skipped.count)
        while low < high {
            let middle = (low + high) / 2
            if skipped[middle].upperBound > index { high = middle } else { low = middle + 1 }
        }
        return low < skipped.count && skipped[low].contains(index)
    }

    fileprivate mutating func skip() {
        let index = count.imported + count.skipped
        count.skipped += 1
        if let last = skipped.last, last.upperBound == index {
            skipped[skipped.count - 1] = last.lowerBound..<index + 1
        } else {
            skipped.append(index..<index + 1)
        }
    }
}

extension Ledger {
    /// Takes in history from elsewhere: all of it in one transaction, or none.
    ///
    /// A record that is already there and says the same is skipped. Records are pulled one at a time,
    /// so that a million of them need no more memory than a thousand.
    ///
    /// - Parameters:
    ///   - allowsRepeats: also what has no name of its own and equals, in all that it says, what an
    ///     earlier import took in. Of one import all are taken: two rows of one file are two charges.
    ///   - next: the next record, or nil at the end; called on the ledger's thread. What it throws ends
    ///     the import.
    /// - Throws: ``LedgerError`` of kind `conflict` when a record contradicts the ledger, `repeated`
    ///   when it may be there already, `invalid` when it cannot be kept.
    package func importHistory(
        at instant: Instant, allowsRepeats: Bool = false,
        next: @escaping @Sendable () throws -> HistoryRecord?
    ) async throws -> ImportCount {
        try await post(at: instant, isLong: true) { posting in
            try importing(
                into: posting, at: instant, allowsRepeats: allowsRepeats, next: next
            ).count
        }
    }

    /// What ``importHistory(at:allowsRepeats:next:)`` would do: it is done, and taken back.
    package func rehearseHistory(
        at instant: Instant, allowsRepeats: Bool = false,
        next: @escaping @Sendable () throws -> HistoryRecord?
    ) async throws -> ImportRehearsal {
        do {
            return try await post(at: instant, isLong: true) { posting in
                let rehearsal = try importing(
                    into: posting, at: instant, allowsRepeats: allowsRepeats, next: next)
                try posting.finish()
                throw TakenBack(rehearsal: rehearsal)
            }
        } catch let end as TakenBack {
            return end.rehearsal
        }
    }

    /// Ends a transaction that is not to be kept.
    private struct TakenBack: Error {
        let rehearsal: ImportRehearsal
    }

    private func importing(
        into posting: Posting, at instant: Instant, allowsRepeats: Bool,
        next: () throws -> HistoryRecord?
    ) throws -> ImportRehearsal {
        var result = ImportRehearsal()
        let earlier = EarlierImports(database: posting.database, upTo: posting.head.seq)
        while let record = try next() {
            if let existing = try existing(record, posting.submissions) {
                try requireAgreement(of: record, with: existing)
                result.skip()
                continue
            }
            try requireReadable(record, at: instant)
            if !allowsRepeats { try earlier.requireNone(like: record) }
            try posting.post(.imported(record, record.id ?? makeID(record.reservedAt)))
            result.count.imported += 1
        }
        return result
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

    /// What would be written and could not be read back, or summed up, is refused before.
    private func requireReadable(_ record: HistoryRecord, at instant: Instant) throws {
        func refuse(_ words: String) -> LedgerError {
            LedgerError(.invalid, "\(words); nothing was imported")
        }
        guard Day(calendar.day(of: record.reservedAt).description) != nil else {
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
        for (key, text, longest) in record.texts {
            if let flaw = EntryText.flaw(in: text, longest: longest) {
                throw refuse("\(key) \(flaw.words)")
            }
        }
        guard !record.subject.model.isEmpty, record.subject.project != "",
            record.subject.key != "", record.generationID != "", record.sourceID != ""
        else {
            throw refuse(
                "a model, a project, a key or an id is empty; leave it out instead")
        }
    }

    private func requireAgreement(of record: HistoryRecord, with existing: Submission) throws {
        guard !record.agrees(with: existing) else { return }
        let name =
            record.generationID.map { "generation \($0)" }
            ?? record.sourceID.map { "source \($0)" } ?? "submission \(existing.id)"
        let known = HistoryRecord(existing)
        throw LedgerError(
            .conflict,
            "\(name) is already there as \(known.state.rawValue) with \(known.usd.display), and"
                + " this record says \(record.state.rawValue) with \(record.usd.display);"
                + " nothing was imported")
    }
}
