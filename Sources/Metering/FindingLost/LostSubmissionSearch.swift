import Accounting

/// What the provider's books show of submissions whose answer was lost.
struct LostSubmissionSearch {
    let lost: [LostSubmission]
    private let ids: Set<SubmissionID>
    /// The log's row of each that it has: of several the one that says most.
    private(set) var rows: [SubmissionID: LogRow] = [:]
    /// What the bill has of the generations of those rows.
    private(set) var sums: [Name: BillSum] = [:]
    /// What no submission claims, and what may be one of those that are missing.
    private(set) var suspects: [SubmissionID: String] = [:]
    /// The generations of other clients, as hashes: there may be hundreds of thousands.
    private var explained: Set<Int> = []
    /// When the generations were asked for that the log has and no submission claims, by their hashes.
    private var loggedAt: [Int: Instant] = [:]
    /// The suspects that the log alone gives: what a second reading of the bill begins with.
    private var logSuspects: [SubmissionID: String] = [:]

    init(_ lost: [LostSubmission]) {
        self.lost = lost
        ids = Set(lost.map(\.id))
    }

    /// Those that the log does not have.
    var missing: [LostSubmission] { lost.filter { rows[$0.id] == nil } }

    /// Those that the log has as failed and nothing else.
    var failed: [(submission: Submission, row: LogRow)] {
        lost.compactMap { lost in
            rows[lost.id].flatMap { $0.status == .failed ? (lost.submission, $0) : nil }
        }
    }

    /// Those that the log has running or done.
    var alive: [(submission: Submission, row: LogRow)] {
        lost.compactMap { lost in
            rows[lost.id].flatMap { $0.status == .failed ? nil : (lost.submission, $0) }
        }
    }

    /// - Parameter isKnown: whether a generation belongs to a submission of the ledger.
    mutating func take(_ row: LogRow, isKnown: (String) throws -> Bool) rethrows {
        if let id = row.clientSubmission, ids.contains(id) {
            if let known = rows[id], known.weight >= row.weight { return }
            rows[id] = row
            return
        }
        guard let id = row.inferenceID, let name = row.generation else { return }
        let charge = UnclaimedCharge(row)
        guard !charge.isClaimed else {
            explained.insert(name.hashValue)
            return
        }
        loggedAt[name.hashValue] = row.created
        // Unless the bill charges it after all.
        if row.status == .failed, row.cost?.usd == .zero { return }
        let suspected = lost.filter { $0.mayBe(charge) }
        guard !suspected.isEmpty, try !isKnown(id) else { return }
        for lost in suspected { logSuspects[lost.id] = "generation \(id) in its log" }
    }

    /// Begins a reading of the bill, once the log was read to its end. The result of an earlier one is
    /// dropped.
    mutating func beginBill() {
        suspects = logSuspects
        sums = [:]
    }

    mutating func take(_ line: BillLine, isKnown: (String) throws -> Bool) rethrows {
        let id = line.referenceID
        let generation = id.map { Name($0) }
        if let generation, rows.values.contains(where: { $0.generation == generation }) {
            sums[generation, default: BillSum()].add(line)
            return
        }
        if let generation, explained.contains(generation.hashValue) { return }
        let charge = UnclaimedCharge(line, loggedAt: generation.flatMap { loggedAt[$0.hashValue] })
        let suspected = charge.map { charge in missing.filter { $0.mayBe(charge) } } ?? []
        guard !suspected.isEmpty else { return }
        if let id, try isKnown(id) { return }
        let name = id.map { "generation \($0)" } ?? "\(line.amount.display)"
        for lost in suspected { suspects[lost.id] = "\(name) on its bill" }
    }
}

extension LogRow {
    /// A refusal may be listed beside the generation that came of it, and a poll beside its end.
    var weight: Int {
        switch status {
        case .succeeded: 2
        case .other: 1
        case .failed: 0
        }
    }
}
