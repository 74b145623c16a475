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
                    PostedCharge.corrections(of: submission.id, in: database, skipsDamage: true),
                    to: SpendRow.Key(submission))
            } catch let error as LedgerError where error.isAboutOneThing {
                // The file stays in use without it, and `verify` names it.
                continue
            }
        }
        try rollup.flush()
    }
}
