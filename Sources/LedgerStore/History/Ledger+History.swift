package import Accounting
import GRDB

extension Ledger {
    /// Takes in history from elsewhere: all of it in one transaction, or none.
    ///
    /// A record that is already there and says the same is skipped. Records are pulled one at a time,
    /// so that a million of them need no more memory than a thousand.
    ///
    /// - Parameters:
    ///   - allowsRepeats: also what has no name of its own and equals, in all that it says, what an
    ///     earlier import took in. Of one import all are taken: two rows of one file are two charges.
    ///   - letsOthersIn: when others wait to write, what is taken in so far is kept and they go first. For
    ///     records that were checked before, and have names of their own: an import that is cut off
    ///     after that is completed by importing the same records again.
    ///   - check: what ``checkHistory(at:next:)`` found of the same records: what is known to be new is not
    ///     looked up again, for as long as nobody else writes.
    ///   - next: the next record, or nil at the end; called on the ledger's thread. What it throws ends
    ///     the import.
    /// - Throws: ``LedgerError`` of kind `conflict` when a record contradicts the ledger, `repeated`
    ///   when it may be there already, `invalid` when it cannot be kept. ``PartlyImported`` with one of
    ///   these, or with what `next` threw, where others were let in before.
    package func importHistory(
        at instant: Instant, allowsRepeats: Bool = false, letsOthersIn: Bool = false,
        after check: HistoryCheck? = nil,
        next: @escaping @Sendable () throws -> HistoryRecord?
    ) async throws -> ImportCount {
        var count = ImportCount()
        var newAt = check?.newAt
        while true {
            let part: (rehearsal: ImportRehearsal, newAt: Journal.Head?, isLast: Bool)
            do {
                part = try await post(at: instant, isLong: true) { [file, newAt] posting in
                    // The ids of generations are in no order: each falls on another page of their index.
                    if check != nil { try posting.database.keepPages(megabytes: 64) }
                    return try importing(
                        into: posting, at: instant, allowsRepeats: allowsRepeats, newAt: newAt,
                        next: next
                    ) {
                        letsOthersIn && file.lock?.isWanted == true
                    }
                }
            } catch  where count.imported > 0 && !(error is CancellationError) {
                throw PartlyImported(imported: count.imported, cause: error)
            }
            count = count + part.rehearsal.count
            newAt = part.newAt
            if part.isLast { return count }
        }
    }

    /// What ``importHistory(at:allowsRepeats:letsOthersIn:after:next:)`` would do: it is done, and taken back.
    package func rehearseHistory(
        at instant: Instant, allowsRepeats: Bool = false, after check: HistoryCheck? = nil,
        next: @escaping @Sendable () throws -> HistoryRecord?
    ) async throws -> ImportRehearsal {
        do {
            return try await post(at: instant, isLong: true) { posting in
                let part = try importing(
                    into: posting, at: instant, allowsRepeats: allowsRepeats, newAt: check?.newAt,
                    next: next)
                try posting.finish()
                throw TakenBack(rehearsal: part.rehearsal)
            }
        } catch let end as TakenBack {
            return end.rehearsal
        }
    }

    /// Ends a transaction that is not to be kept.
    private struct TakenBack: Error {
        let rehearsal: ImportRehearsal
    }

    /// Holds every record against the ledger, as an import would, while others read and write.
    ///
    /// - Parameter next: as for an import; called on a thread of its own.
    /// - Throws: what an import would throw of a record.
    package func checkHistory(
        at instant: Instant, next: @escaping @Sendable () throws -> HistoryRecord?
    ) async throws -> HistoryCheck {
        let rules = HistoryRules(calendar: calendar, instant: instant)
        return try await file.readAside { database in
            let head = try Journal.head(database)
            let isNew = try database.firstRow("SELECT 1 FROM submission LIMIT 1") { _ in } == nil
            let submissions = Submissions(database: database)
            var areThere = false
            let repeated = try RepeatedNameSearch.run { search in
                while let record = try next() {
                    if try !isNew && rules.isThere(record, in: submissions) {
                        areThere = true
                        continue
                    }
                    try rules.requireReadable(record)
                    try search.add(record)
                }
            }
            return HistoryCheck(
                repeated: repeated, newAt: areThere || !repeated.isEmpty ? nil : head)
        }
    }

    /// Looks whether the records of an import that share a name say the same.
    ///
    /// - Throws: ``LedgerError`` of kind `conflict` when they do not.
    package func checkRepeats(
        of repeated: RepeatedNames, next: @escaping @Sendable () throws -> HistoryRecord?
    ) async throws {
        if repeated.isEmpty { return }
        try await OwnThread.run {
            var records = RepeatedRecords(repeated)
            while let record = try next() { try records.take(record) }
        }
    }

    /// How many records a transaction takes in at least before it makes way for others: a tenth of a second.
    private static let leastRecords = 8192

    private func importing(
        into posting: Posting, at instant: Instant, allowsRepeats: Bool, newAt: Journal.Head?,
        next: () throws -> HistoryRecord?, makesWay: () -> Bool = { false }
    ) throws -> (rehearsal: ImportRehearsal, newAt: Journal.Head?, isLast: Bool) {
        var result = ImportRehearsal()
        let areNew = newAt == posting.head
        func part(isLast: Bool) -> (ImportRehearsal, Journal.Head?, Bool) {
            (result, areNew ? posting.head : nil, isLast)
        }
        let rules = HistoryRules(calendar: calendar, instant: instant)
        let earlier = EarlierImports(database: posting.database, upTo: posting.head.seq)
        while let record = try next() {
            if try !areNew && rules.isThere(record, in: posting.submissions) {
                result.skip()
            } else {
                try rules.requireReadable(record)
                if !allowsRepeats { try earlier.requireNone(like: record) }
                try posting.post(.imported(record, record.id ?? makeID(record.reservedAt)))
                result.take()
            }
            let count = result.count.imported + result.count.skipped
            if count % Ledger.leastRecords == 0, makesWay() { return part(isLast: false) }
        }
        return part(isLast: true)
    }
}
