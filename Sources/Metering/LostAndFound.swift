import Accounting

/// What the provider's books show of submissions whose answer was lost.
struct LostAndFound {
    let lost: [Submission]
    private let byID: [String: Submission]
    /// The log's row of each that it has: of several the one that says most.
    private(set) var rows: [SubmissionID: LogRow] = [:]
    /// What the bill has of the generations of those rows.
    private(set) var sums: [String: BillSum] = [:]
    /// What nobody claims, and what may be one of those that are missing.
    private(set) var suspects: [SubmissionID: String] = [:]
    /// The generations of other clients, as hashes: there may be hundreds of thousands.
    private var explained: Set<Int> = []

    init(_ lost: [Submission]) {
        self.lost = lost
        byID = Dictionary(lost.map { ($0.id.description, $0) }) { $1 }
    }

    /// Those that the log does not have.
    var missing: [Submission] { lost.filter { rows[$0.id] == nil } }

    /// Those that the log has as failed and nothing else.
    var failed: [(submission: Submission, row: LogRow)] {
        lost.compactMap { submission in
            rows[submission.id].flatMap { $0.status == .failed ? (submission, $0) : nil }
        }
    }

    /// Those that the log has running or done.
    var alive: [(submission: Submission, row: LogRow)] {
        lost.compactMap { submission in
            rows[submission.id].flatMap { $0.status == .failed ? nil : (submission, $0) }
        }
    }

    /// - Parameter isKnown: whether a generation belongs to a submission of the ledger.
    mutating func take(_ row: LogRow, isKnown: (String) throws -> Bool) rethrows {
        if let id = row.clientRequestID, let submission = byID[id.lowercased()] {
            if let known = rows[submission.id], known.weight >= row.weight { return }
            rows[submission.id] = row
            return
        }
        guard let id = row.inferenceID else { return }
        guard row.clientRequestID == nil, row.origin != "playground" else {
            explained.insert(id.hashValue)
            return
        }
        for submission in lost where BookVerdict.mayBe(row, submission) {
            if try !isKnown(id) { suspects[submission.id] = "generation \(id) in its log" }
        }
    }

    /// Takes a line of the bill, once the log was read to its end.
    mutating func take(_ line: BillLine, isKnown: (String) throws -> Bool) rethrows {
        if let id = line.referenceID, rows.values.contains(where: { $0.inferenceID == id }) {
            sums[id, default: BillSum()].add(line)
            return
        }
        if let id = line.referenceID, explained.contains(id.hashValue) { return }
        for submission in missing where BookVerdict.mayBe(line, submission) {
            if let id = line.referenceID, try isKnown(id) { continue }
            let name = line.referenceID.map { "generation \($0)" } ?? "\(line.amount.display)"
            suspects[submission.id] = "\(name) on its bill"
        }
    }
}

extension LogRow {
    /// A refusal may be listed beside the generation that came of it, and a look beside its end.
    fileprivate var weight: Int {
        switch status {
        case .succeeded: 2
        case .other: 1
        case .failed: 0
        }
    }
}
