import Accounting

/// What the provider's books show of submissions that no poll has ended or priced. Pure.
struct BookInquiry {
    /// All that it is about.
    let submissions: [Submission]
    private let now: Instant
    private var sums: [Name: BillSum] = [:]
    /// The log's row of each generation: of several the one that says most.
    private var rows: [Name: LogRow] = [:]

    init(_ submissions: [Submission], at now: Instant) {
        self.submissions = submissions.filter { $0.generationID != nil }
        self.now = now
        forgetBill()
    }

    /// Begins with the bill anew.
    mutating func forgetBill() {
        sums = Dictionary(submissions.compactMap(BookInquiry.name).map { ($0, BillSum()) }) { $1 }
    }

    mutating func take(_ line: BillLine) {
        line.referenceID.map { sums[Name($0)]?.add(line) }
    }

    mutating func take(_ row: LogRow) {
        guard let name = row.generation, sums[name] != nil else { return }
        if let known = rows[name], known.weight >= row.weight { return }
        rows[name] = row
    }

    /// The ones that the bill does not have, and the log may.
    var askedOfLog: [Submission] {
        submissions.filter {
            eventFromBill(for: $0) == nil && BookInterpretation.isForLog($0, at: now)
        }
    }

    /// What follows from the bill, once it was read to its end.
    func eventFromBill(for submission: Submission) -> SubmissionEvent? {
        guard let name = BookInquiry.name(submission), let sum = sums[name] else { return nil }
        return BookInterpretation.event(for: submission, billed: sum, logged: rows[name])
    }

    /// What follows from both, once both were read to their ends.
    func eventFromBooks(for submission: Submission) -> SubmissionEvent? {
        if let event = eventFromBill(for: submission) { return event }
        guard let name = BookInquiry.name(submission), let row = rows[name] else { return nil }
        return BookInterpretation.event(for: submission, logged: row, at: now)
    }

    private static func name(_ submission: Submission) -> Name? {
        submission.generationID.map { Name($0) }
    }
}
