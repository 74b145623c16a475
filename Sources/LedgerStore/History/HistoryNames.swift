import Accounting
import GRDB

/// Hashes of names that more than one record of an import has: of each an import looks whether the records
/// say the same.
package struct RepeatedNames: Sendable {
    let marks: Set<Int64>

    package var isEmpty: Bool { marks.isEmpty }
}

/// What is known of records that were held against the ledger before they are imported.
package struct HistoryCheck: Sendable {
    /// Of these an import looks whether the records say the same: ``Ledger/checkRepeats(of:next:)``.
    package let repeated: RepeatedNames
    /// The end of a journal in which no record has a name of theirs, none of which comes twice; nil where
    /// one is there, or comes twice.
    let newAt: Journal.Head?
}

/// The names of a record, and a hash of each. Two names that only share the hash are told apart where it is
/// repeated.
struct HistoryNames {
    struct Element: Hashable {
        /// What kind of name it is, for a message.
        let kind: String
        let text: Name

        var mark: Int64 {
            var hasher = Hasher()
            hasher.combine(kind)
            hasher.combine(text)
            return Int64(hasher.finalize())
        }

        var words: String { "\(kind) \(text)" }
    }

    let elements: [Element]

    init(of record: HistoryRecord) {
        var elements: [Element] = []
        if let id = record.id {
            elements.append(Element(kind: "submission", text: Name(id.description)))
        }
        if let id = record.generationID {
            elements.append(Element(kind: "generation", text: Name(id)))
        }
        if let id = record.sourceID { elements.append(Element(kind: "source", text: Name(id))) }
        self.elements = elements
    }
}

/// Finds the names that come twice in an import of any length, in flat memory: SQLite sorts their hashes, in
/// a temporary file where there are many.
struct RepeatedNameSearch {
    private let database: Database

    /// Runs `body` with a search, and says what it found.
    static func run(_ body: (RepeatedNameSearch) throws -> Void) throws -> RepeatedNames {
        // A database without a name lies in a file of its own once it has outgrown its memory.
        try DatabaseQueue(path: "").writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4096;
                    CREATE TABLE mark (hash INTEGER NOT NULL) STRICT;
                    """)
            try database.inTransaction {
                try body(RepeatedNameSearch(database: database))
                return .commit
            }
            let repeated = try database.rows(
                "SELECT hash FROM mark GROUP BY hash HAVING count(*) > 1"
            ) { try $0.int64() }
            return RepeatedNames(marks: Set(repeated))
        }
    }

    func add(_ record: HistoryRecord) throws {
        for element in HistoryNames(of: record).elements {
            try database.run("INSERT INTO mark (hash) VALUES (?)") { $0.write(element.mark) }
        }
    }
}

/// What the records of an import say that share a name.
struct RepeatedRecords {
    private struct Known {
        /// Of the first record that had the name, from 0.
        let number: Int
        let state: SubmissionState
        let usd: USD
    }

    /// The names that are looked at.
    let repeated: RepeatedNames
    private var known: [HistoryNames.Element: Known] = [:]
    private var count = 0

    init(_ repeated: RepeatedNames) { self.repeated = repeated }

    /// - Throws: ``LedgerError`` of kind `conflict` when an earlier record of the same name has another
    ///   amount, or two earlier ones share its names.
    mutating func take(_ record: HistoryRecord) throws {
        defer { count += 1 }
        let names = HistoryNames(of: record).elements
            .filter { repeated.marks.contains($0.mark) }
        var first: Known?
        for name in names {
            guard let earlier = known[name] else { continue }
            if let first, first.number != earlier.number {
                throw LedgerError(
                    .conflict,
                    "the record has the names of two records before it, the last being \(name.words);"
                        + " nothing was imported")
            }
            guard earlier.usd == record.usd else {
                throw HistoryRules.conflict(
                    of: record, with: (earlier.state, earlier.usd), named: name.words)
            }
            first = earlier
        }
        // The record of an earlier one is skipped, and gives it no further name.
        guard first == nil else { return }
        // What is refused is kept without an amount.
        let kept = record.state == .refused ? USD.zero : record.usd
        for name in names {
            known[name] = Known(number: count, state: record.state, usd: kept)
        }
    }
}
