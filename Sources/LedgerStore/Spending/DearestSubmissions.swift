import Accounting
import GRDB

/// The submissions of some days that cost the most, the dearest first; of equal ones the latest.
///
/// The dearest of all days are among the dearest of each, and those are at the end of the day in the
/// index `submission_by_charge`: a month costs so many looks at it, however many submissions it has.
struct DearestSubmissions {
    let submissions: [Submission]

    private struct Candidate: Comparable {
        let charge: Int64
        let id: String

        static func < (left: Candidate, right: Candidate) -> Bool {
            (left.charge, left.id) < (right.charge, right.id)
        }
    }

    init(_ filter: SubmissionFilter, limit: Int, in database: Database) throws {
        var candidates: [Candidate] = []
        for day in try DearestSubmissions.days(of: filter, in: database) {
            candidates += try DearestSubmissions.dearest(
                of: day, filter, limit: limit, in: database)
            candidates = Array(candidates.sorted(by: >).prefix(limit))
        }
        submissions = try candidates.compactMap { candidate in
            try SubmissionID(candidate.id).flatMap { try SubmissionRow.fetch($0, from: database) }
        }
    }

    private static func days(of filter: SubmissionFilter, in database: Database) throws -> [String]
    {
        let conditions = try filter.conditions(in: database)
        return try database.rows(
            "SELECT DISTINCT day FROM rollup \(Ledger.clause(conditions))",
            conditions.flatMap(\.values)
        ) { try $0.text() }
    }

    private static func dearest(
        of day: String, _ filter: SubmissionFilter, limit: Int, in database: Database
    ) throws -> [Candidate] {
        var filter = filter
        filter.firstDay = nil
        filter.lastDay = nil
        var conditions = try filter.conditionsOfSubmissions(in: database)
        if let state = filter.state { conditions.append((Ledger.condition(on: state), [])) }
        let clause = (["day = ?", "charge_nanos > 0"] + conditions.map(\.sql))
            .joined(separator: " AND ")
        return try database.rows(
            """
            SELECT charge_nanos, id FROM submission INDEXED BY submission_by_charge
            WHERE \(clause) ORDER BY charge_nanos DESC, id DESC LIMIT \(limit)
            """, [day] + conditions.flatMap(\.values)
        ) { Candidate(charge: try $0.int64(), id: try $0.text()) }
    }
}
