import Accounting

/// What the provider's books show of submissions whose answer was lost.
struct LostAndFound {
    let lost: [Submission]
    private let byID: [String: Submission]
    /// The log's row of each that it has.
    private(set) var rows: [SubmissionID: LogRow] = [:]
    /// Generations that nobody claims, and that may be one of the others.
    private(set) var suspects: [SubmissionID: String] = [:]
    /// All generations of the log, as hashes: there may be hundreds of thousands.
    private var logged: Set<Int> = []

    init(_ lost: [Submission]) {
        self.lost = lost
        byID = Dictionary(lost.map { ($0.id.description, $0) }) { $1 }
    }

    var missing: [Submission] { lost.filter { rows[$0.id] == nil } }

    /// - Parameter isKnown: whether a generation belongs to a submission of the ledger.
    mutating func take(_ row: LogRow, isKnown: (String) throws -> Bool) rethrows {
        if let id = row.inferenceID { logged.insert(id.hashValue) }
        if let id = row.clientRequestID, let submission = byID[id.lowercased()] {
            // A refusal may be listed beside the generation that came of it.
            if rows[submission.id]?.status != .succeeded { rows[submission.id] = row }
            return
        }
        guard let id = row.inferenceID else { return }
        for submission in lost where BookVerdict.mayBe(row, submission) {
            if try !isKnown(id) { suspects[submission.id] = id }
        }
    }

    /// Takes a line of the bill, once the log was read to its end.
    mutating func take(_ line: BillLine, isKnown: (String) throws -> Bool) rethrows {
        guard let id = line.referenceID, !logged.contains(id.hashValue) else { return }
        for submission in missing where BookVerdict.mayBe(line, submission) {
            if try !isKnown(id) { suspects[submission.id] = id }
        }
    }
}
