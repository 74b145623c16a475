import Accounting

/// The names of the records of one import: finds two of them that stand for the same submission.
///
/// It keeps 128 bits of each name, and not the name: a million records take 60 MB less.
struct HistoryNames {
    /// A name by two of its hashes: that two names have the same is as likely as nothing.
    private struct Mark: Hashable {
        let high: Int
        let low: Int

        init(_ kind: UInt8, _ name: String) {
            var (left, right) = (Hasher(), Hasher())
            left.combine(kind)
            right.combine(~kind)
            left.combine(Name(name))
            right.combine(Name(name))
            (high, low) = (left.finalize(), right.finalize())
        }
    }

    private struct Known {
        /// Of the first record that had the name, from 0.
        let number: Int32
        let state: SubmissionState
        let usd: USD
    }

    private var known: [Mark: Known] = [:]
    private var count: Int32 = 0

    /// - Returns: false for a record that an earlier one stands for, with the same amount.
    /// - Throws: ``LedgerError`` of kind `conflict` when an earlier one has another amount, or two
    ///   earlier ones share its names.
    mutating func take(_ record: HistoryRecord) throws -> Bool {
        defer { count += 1 }
        let names: [(kind: UInt8, word: String, text: String)] = [
            record.id.map { (0, "submission", $0.description) },
            record.generationID.map { (1, "generation", $0) },
            record.sourceID.map { (2, "source", $0) },
        ].compactMap(\.self)
        let marks = names.map { Mark($0.kind, $0.text) }
        var first: Known?
        for (name, mark) in zip(names, marks) {
            guard let earlier = known[mark] else { continue }
            if let first, first.number != earlier.number {
                throw LedgerError(
                    .conflict,
                    "the record has the names of two records before it, the last being"
                        + " \(name.word) \(name.text); nothing was imported")
            }
            guard earlier.usd == record.usd else {
                throw HistoryRules.conflict(
                    of: record, with: (earlier.state, earlier.usd),
                    named: "\(name.word) \(name.text)")
            }
            first = earlier
        }
        guard first == nil else { return false }
        // What is refused is kept without an amount.
        let kept = record.state == .refused ? USD.zero : record.usd
        for mark in marks {
            known[mark] = Known(number: count, state: record.state, usd: kept)
        }
        return true
    }
}
