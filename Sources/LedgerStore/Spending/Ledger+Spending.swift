package import Accounting
import GRDB
import Text

/// What a report is made of, all of it from one snapshot of the ledger.
package struct SpendFacts: Sendable {
    package let rows: [SpendRow]
    /// Those of the days that were asked for beside them; nil where none were.
    package let previous: [SpendRow]?
    /// Those that cost the most, the dearest first; nil where they were not asked for.
    package let dearest: [Submission]?
    /// The windows of budgets that have a day of the filter in them.
    package let windows: [BudgetWindows]
    /// The hash of the last entry, by which a copy of the accounts can be compared.
    package let head: String
}

/// What to read beside the rows of a filter.
package struct SpendRequest: Sendable {
    package var filter: SubmissionFilter
    /// Other days under the same filter.
    package var previous: ClosedRange<Day>?
    /// What the rows are told apart by beyond what the rollup has.
    package var parts = SpendDetail.Parts()
    /// How many of the dearest; nil for none.
    package var dearest: Int?
    /// When the windows of budgets are looked at; nil for none of them.
    package var windowsAt: Instant?

    package init(_ filter: SubmissionFilter) { self.filter = filter }
}

extension Ledger {
    /// What was spent, and all that a report holds against it.
    ///
    /// It reads the rollup, whose size does not depend on the number of submissions. A state, a key and
    /// labels are in the submissions alone: then those of the days are read one by one.
    package func spendFacts(_ request: SpendRequest) async throws -> SpendFacts {
        try await file.readAside { [calendar] database in
            try Ledger.spendFacts(request, calendar, in: database)
        }
    }

    static func spendFacts(
        _ request: SpendRequest, _ calendar: LedgerCalendar, in database: Database
    ) throws -> SpendFacts {
        let filter = request.filter
        func rows(_ filter: SubmissionFilter) throws -> [SpendRow] {
            try Ledger.spend(matching: filter, by: request.parts, in: database)
        }
        return SpendFacts(
            rows: try rows(filter),
            previous: try request.previous.map { try rows(filter.on($0)) },
            dearest: try request.dearest.map {
                try DearestSubmissions(filter, limit: $0, in: database).submissions
            },
            windows: try request.windowsAt.map {
                try BudgetWindows.all(on: filter, calendar, at: $0, in: database)
            } ?? [],
            head: try Hexadecimal.text(of: Journal.head(database).hash))
    }

    /// What was spent by day, model, mode, orientation and project, with the head of the journal.
    package func spend(matching filter: SubmissionFilter) async throws -> (
        rows: [SpendRow], head: String
    ) {
        let facts = try await spendFacts(SpendRequest(filter))
        return (facts.rows, facts.head)
    }

    /// The same at once, and on the calling thread.
    ///
    /// - Precondition: the filter lets all states through.
    package func rolledUpSpend(matching filter: SubmissionFilter) throws -> (
        rows: [SpendRow], head: String
    ) {
        precondition(filter.state == nil, "the rollup does not tell states apart")
        return try file.read { database in
            (
                try Ledger.spend(matching: filter, by: .init(), in: database),
                try Hexadecimal.text(of: Journal.head(database).hash)
            )
        }
    }

    private static func spend(
        matching filter: SubmissionFilter, by parts: SpendDetail.Parts, in database: Database
    ) throws -> [SpendRow] {
        if !filter.isOfRollup || !parts.isEmpty {
            return try counted(filter, by: parts, in: database)
        }
        let conditions = try filter.conditions(in: database)
        return try database.rows(
            """
            SELECT \(RollupRow.selection) FROM rollup \(Ledger.clause(conditions))
            ORDER BY day, model, mode, orientation, project
            """, conditions.flatMap(\.values), read: RollupRow.spendRow)
    }

    private static func counted(
        _ filter: SubmissionFilter, by parts: SpendDetail.Parts, in database: Database
    ) throws -> [SpendRow] {
        var spends: [SpendRow.Key: Spend] = [:]
        try SubmissionQuery(filter, newestFirst: false, in: database).forEach { row in
            let submission = try row.get()
            let key = SpendRow.Key(submission, parts.isEmpty ? nil : parts)
            spends[key, default: .nothing] = spends[key, default: .nothing] + Spend(submission)
        }
        return spends.map(SpendRow.init(key:spend:))
    }
}

extension SubmissionFilter {
    /// The same on other days.
    fileprivate func on(_ days: ClosedRange<Day>) -> SubmissionFilter {
        var filter = self
        filter.firstDay = days.lowerBound
        filter.lastDay = days.upperBound
        return filter
    }
}
