import Accounting
import GRDB

extension Schema {
    /// What no statement of SQL can bring up to date.
    ///
    /// Before format 4 a budget of a model counted one of its names alone, and one of `pro` not what is
    /// `pro` by its name: its windows are counted again, as a replay of the journal counts them now.
    /// Before format 7 the rollup had no corrections of charges: the journal has them.
    static func recount(_ database: Database, since version: Int) throws {
        if (1..<4).contains(version) {
            try Budgets(database: database).countAnew { $0.model != nil || $0.mode != nil }
        }
        if (1..<7).contains(version) { try recountCorrections(database) }
    }

    private static func recountCorrections(_ database: Database) throws {
        let corrected = try database.rows(
            "SELECT DISTINCT submission_id FROM entry WHERE kind = 'adjusted'"
        ) { try $0.text() }
        let rollup = Rollup(database: database)
        for id in corrected.compactMap(SubmissionID.init) {
            do {
                guard let submission = try SubmissionRow.fetch(id, from: database) else { continue }
                try rollup.add(
                    corrections(of: submission, in: database), to: SpendRow.Key(submission))
            } catch let error as LedgerError where error.isAboutOneThing {
                // The file stays in use without it, and `verify` names it.
                continue
            }
        }
        try rollup.flush()
    }

    /// Each entry names the charge in full, so a correction is what it differs by from the one before.
    private static func corrections(of submission: Submission, in database: Database) throws
        -> Spend
    {
        let lines = try database.rows(
            """
            SELECT seq, at, kind, submission_id, body, hash FROM entry
            WHERE submission_id = ? ORDER BY seq
            """, [submission.id.description], read: Journal.line)
        var sum = Spend.nothing
        var charge = USD.zero
        for line in lines {
            // So does a damaged entry.
            switch (try? line.contents())?.entry {
            case .imported(let record, let id):
                charge = record.submission(id: id, day: submission.day).charge?.usd ?? .zero
            case .happened(_, .settled(let posted, _, _)): charge = posted.usd
            case .happened(_, .adjusted(let posted, _)):
                sum.adjustments += 1
                sum.adjustedUSD += posted.usd - charge
                charge = posted.usd
            default: break
            }
        }
        return sum
    }
}
