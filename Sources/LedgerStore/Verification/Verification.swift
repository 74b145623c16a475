import GRDB

/// What a check of the whole ledger found.
package struct Verification: Hashable, Sendable {
    package let entries: Int
    /// The hash of the last entry, in hexadecimal.
    package let head: String
    /// One sentence for each thing that is wrong; at most ``Verifier/problemLimit``.
    package let problems: [String]
    /// One for each thing that is odd, and as it was recorded; as many at most.
    package let notes: [String]

    package var isInOrder: Bool { problems.isEmpty }
}

extension Verification {
    /// Puts together what two looks at one ledger found.
    ///
    /// - Throws: an error that is about neither of them.
    init(_ comparison: JournalComparison, _ examination: Examination) throws {
        var problems: [String] = []
        var notes: [String] = []
        do {
            problems += try examination.integrity.get()
            problems += try comparison.problems.get()
            // Where rows differ the sums over them differ as well.
            if comparison.hasSameTables {
                problems += try examination.windows.get() + examination.closings.get()
            }
            // Only then are the texts of the tables those of the journal.
            if problems.isEmpty { notes = try examination.hiddenTexts.get() }
        } catch let error as DatabaseError {
            problems.append("the file is damaged: \(error.message ?? "\(error.resultCode)")")
        } catch let error as LedgerError where error.isAboutTheFile {
            problems.append("the file is damaged: \(error.description)")
        }
        self.init(
            entries: comparison.entries, head: comparison.head,
            problems: Array(problems.prefix(Verifier.problemLimit)),
            notes: Array(notes.prefix(Verifier.problemLimit)))
    }
}

/// What the replay of a journal gave beside the tables of its ledger.
struct JournalComparison: Sendable {
    let entries: Int
    /// In hexadecimal.
    let head: String
    /// One sentence for each thing that is wrong; an error where the journal cannot be read.
    let problems: Result<[String], any Error>
    /// Whether all was replayed, and every table is as it was replayed.
    let hasSameTables: Bool
}
